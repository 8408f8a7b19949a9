/* Opens the session that `genauth login` keeps: shared_session APP_ID HOST FILE */
#include <genauth.h>
#include <stdio.h>

/* Prints the access token and the user's id. */
static int tell(const genauth_session *session, genauth_error **error) {
    char *token = genauth_session_access_token(session, NULL, error);
    genauth_client *client = token ? genauth_session_client(session, error) : NULL;
    genauth_profile *profile = client ? genauth_client_fetch_profile(client, 0, NULL, error) : NULL;
    if (profile) printf("%s\n%s\n", token, genauth_profile_get_string(profile, "userId"));
    const int failed = !profile;
    genauth_profile_free(profile);
    genauth_client_free(client);
    genauth_string_free(token);
    return failed;
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    genauth_error *error = NULL;
    genauth_config *config = genauth_config_new(argv[1], argv[2]);
    genauth_session *session = genauth_session_open_file(config, argv[3], &error);
    int failed = error != NULL;
    if (session) failed = tell(session, &error);
    else if (!error) puts("nobody");
    if (error) fprintf(stderr, "%s\n", genauth_error_message(error));
    genauth_error_free(error);
    genauth_session_free(session);
    genauth_config_free(config);
    return failed;
}
