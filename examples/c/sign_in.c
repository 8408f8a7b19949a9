/* Signs the user in with a browser, prints the e-mail address, and finds the session again at its next start. */
#include <genauth.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    genauth_error *error = NULL;
    genauth_config *config = genauth_config_new(getenv("GENAUTH_APP_ID"), getenv("GENAUTH_HOST"));
    genauth_session *session = genauth_session_open_file(config, "session.json", &error);
    if (!session && !error) {
        genauth_login *login = genauth_login_listen(config, NULL, &error);
        if (login) printf("Sign in at %s\n", genauth_login_url(login)), fflush(stdout);
        if (login) session = genauth_login_wait(login, NULL, &error);
        if (session) genauth_session_use_file(session, "session.json", &error);
        genauth_login_free(login);
    }
    genauth_client *client = error ? NULL : genauth_session_client(session, &error);
    genauth_profile *profile = client ? genauth_client_fetch_profile(client, 0, NULL, &error) : NULL;
    const char *email = genauth_profile_get_string(profile, "email");
    if (email) puts(email);
    int status = error ? EXIT_FAILURE : EXIT_SUCCESS;
    if (error) fprintf(stderr, "%s\n%s\n", genauth_error_message(error), genauth_error_hint(error));
    genauth_profile_free(profile), genauth_error_free(error), genauth_client_free(client);
    genauth_session_free(session), genauth_config_free(config);
    return status;
}
