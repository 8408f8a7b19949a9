/* A process may call and free to its very end: in handlers of atexit(), in destructors, in a callback. By then the thread-local values that the library keeps are gone. */
#define _GNU_SOURCE
#include <sys/wait.h>

#include "mailbox.h"
#include "server.h"

enum { SECONDS = 60 };

static genauth_client *client;
static bool at_unload;

/* CHECK() would exit from inside of an exit. */
static void finish(void *used) {
    genauth_error *error = NULL;
    genauth_call *call = genauth_call_new();
    const bool good = call_succeeds(used) && async_call_succeeds(used) && call_succeeds(used) && call &&
                      genauth_call_set_access_token(call, "wrong-token", NULL) &&
                      !genauth_client_get_profile(used, 0, call, &error) &&
                      genauth_error_code(error) == GENAUTH_ERR_UNAUTHENTICATED;
    genauth_error_free(error);
    genauth_call_free(call);
    genauth_client_free(used);
    if (!good) _exit(EXIT_FAILURE);
}

static void at_exit(void) {
    finish(client);
}

static void with_a_new_client(void) {
    finish(new_client(emulator()));
}

__attribute__((destructor)) static void unload(void) {
    if (at_unload) finish(client);
}

static void handlers_set_before_the_first_call(void) {
    client = new_client(emulator());
    CHECK(atexit(at_exit) == 0 && atexit(with_a_new_client) == 0);
    CHECK(call_succeeds(client));
}

static void handlers_set_after_the_first_call(void) {
    client = new_client(emulator());
    CHECK(call_succeeds(client) && async_call_succeeds(client));
    CHECK(atexit(at_exit) == 0 && atexit(with_a_new_client) == 0);
}

static void handlers_that_make_the_first_call(void) {
    CHECK(atexit(with_a_new_client) == 0);
}

static void a_destructor(void) {
    client = new_client(emulator());
    at_unload = call_succeeds(client);
    CHECK(at_unload);
}

static void *wait_for_long(void *silent) {
    genauth_error_free(failed(silent, 0, NULL));
    return NULL;
}

static void never(void *user_data, char *profile, genauth_error *error) {
    (void)user_data, (void)profile, (void)error;
    _exit(EXIT_FAILURE);
}

/* Nothing waits for calls in progress, and none of them completes. */
static void calls_in_progress(void) {
    static server silent;
    static genauth_client *waiting;
    pthread_t thread;
    listen_silently(&silent);
    waiting = new_client(silent.host);
    CHECK(pthread_create(&thread, NULL, wait_for_long, waiting) == 0 && pthread_detach(thread) == 0);
    accept_request(&silent);
    genauth_client_get_profile_async(waiting, 0, NULL, never, NULL);
    accept_request(&silent);
}

static void calls_in_progress_at_an_exit_without_handlers(void) {
    calls_in_progress();
    _exit(EXIT_SUCCESS);
}

static void leave(void *user_data, char *profile, genauth_error *error) {
    (void)user_data, (void)error;
    genauth_string_free(profile);
    genauth_client_free(client);
    exit(profile ? EXIT_SUCCESS : EXIT_FAILURE);
}

static void an_exit_in_a_callback(void) {
    client = new_client(emulator());
    genauth_client_get_profile_async(client, 0, NULL, leave, NULL);
    for (;;) pause();
}

static void ends_well(void (*way)(void)) {
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        alarm(SECONDS);
        way();
        exit(EXIT_SUCCESS);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    if (status != 0) fprintf(stderr, "status %#x\n", (unsigned)status);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS);
}

int main(void) {
    ends_well(handlers_set_before_the_first_call);
    ends_well(handlers_set_after_the_first_call);
    ends_well(handlers_that_make_the_first_call);
    ends_well(a_destructor);
    ends_well(calls_in_progress);
    ends_well(calls_in_progress_at_an_exit_without_handlers);
    ends_well(an_exit_in_a_callback);
    return EXIT_SUCCESS;
}
