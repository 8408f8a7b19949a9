/* A daemon that keeps a session in a file: it looks at the profile every minute, until SIGTERM or until the user has to
   sign in again. The first sign-in is sign_in.c's; both may run at once. */
#define _POSIX_C_SOURCE 200809L
#include <genauth.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void report(genauth_error *error) {
    fprintf(stderr, "%s: %s\n%s\n", genauth_code_name(genauth_error_code(error)), genauth_error_message(error),
            genauth_error_hint(error));
    genauth_error_free(error);
}

/* On a thread of the library. */
static void log_event(void *user_data, const char *event, const char *reason) {
    fprintf(user_data, "session: %s %s\n", event, reason ? reason : "");
}

/* Whether to go on. Only a dead session needs the user; everything else may be over the next time. */
static bool look(const genauth_client *client) {
    genauth_error *error = NULL;
    char *profile = genauth_client_get_profile(client, 0, NULL, &error);
    if (profile) puts(profile);
    fflush(stdout);
    const bool is_dead = genauth_error_session_is_dead(error);
    if (error) report(error);
    genauth_string_free(profile);
    return !is_dead;
}

int main(int count, char **arguments) {
    genauth_error *error = NULL;
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, NULL); /* before the library starts a thread, which inherits it */

    genauth_config *config = genauth_config_new(getenv("GENAUTH_APP_ID"), getenv("GENAUTH_HOST"));
    genauth_session *session =
        genauth_session_open_file(config, count > 1 ? arguments[1] : "session.json", &error);
    genauth_config_free(config);
    if (!session) {
        if (error) report(error);
        else fputs("Nobody is signed in: run sign_in first.\n", stderr);
        return EXIT_FAILURE;
    }
    genauth_session_on_event(session, log_event, stderr);
    genauth_client *client = genauth_session_client(session, NULL);

    const struct timespec minute = {60, 0};
    bool goes_on;
    do goes_on = look(client);
    while (goes_on && sigtimedwait(&stop, NULL, &minute) < 0);

    genauth_client_free(client);
    genauth_session_free(session); /* The file keeps it for the next start. */
    return goes_on ? EXIT_SUCCESS : EXIT_FAILURE;
}
