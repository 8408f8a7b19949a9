/* Cancelling before, during and after a call, from any thread, any number of times. */
#define _POSIX_C_SOURCE 200809L
#include <time.h>

#include "mailbox.h"
#include "server.h"

enum { THREADS = 8 };

static server silent;

static void *cancel(void *call) {
    genauth_call_cancel(call);
    return NULL;
}

/* Waits until the request is there, and cancels; then the connection ends. */
static void *cancel_during(void *call) {
    char byte;
    const int connection = accept_request(&silent);
    genauth_call_cancel(call);
    CHECK(read(connection, &byte, 1) <= 0);
    close(connection);
    return NULL;
}

static pthread_t run(void *(*body)(void *), genauth_call *call) {
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, body, call) == 0);
    return thread;
}

static void before(const genauth_client *client) {
    genauth_call *call = genauth_call_new();
    mailbox mine = EMPTY_MAILBOX;
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) threads[i] = run(cancel, call);
    for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    /* It stays cancelled. */
    expect(failed(client, 0, call), GENAUTH_ERR_CANCELLED, "cancelled");
    expect(failed(client, 0, call), GENAUTH_ERR_CANCELLED, "cancelled");
    start(client, 0, call, &mine);
    CHECK(code_in(&mine) == GENAUTH_ERR_CANCELLED);
    genauth_call_free(call);
    CHECK(call_succeeds(client));
}

static void during(void) {
    genauth_client *client = new_client(silent.host);
    genauth_call *call = genauth_call_new();
    genauth_call_set_timeout_ms(call, 0);
    pthread_t thread = run(cancel_during, call);
    genauth_error *error = failed(client, 0, call);
    CHECK(!genauth_error_is_retryable(error) && !genauth_error_session_is_dead(error));
    expect(error, GENAUTH_ERR_CANCELLED, "cancelled");
    CHECK(pthread_join(thread, NULL) == 0);
    genauth_call_free(call);

    call = genauth_call_new();
    genauth_call_set_timeout_ms(call, 0);
    mailbox mine = EMPTY_MAILBOX;
    start(client, 0, call, &mine);
    thread = run(cancel_during, call);
    CHECK(code_in(&mine) == GENAUTH_ERR_CANCELLED);
    CHECK(pthread_join(thread, NULL) == 0);
    genauth_call_free(call);
    genauth_client_free(client);
}

static void after(const genauth_client *client) {
    genauth_call *call = genauth_call_new();
    mailbox first = EMPTY_MAILBOX, second = EMPTY_MAILBOX;
    char *profile = genauth_client_get_profile(client, 0, call, NULL);
    CHECK(profile); /* serves one call after another */
    start(client, 0, call, &first);
    CHECK(code_in(&first) == GENAUTH_OK);
    start(client, 0, call, &second);
    CHECK(code_in(&second) == GENAUTH_OK);
    genauth_call_cancel(call);
    genauth_call_cancel(call);
    CHECK(profile[0] == '{' && first.times == 1 && second.times == 1);
    genauth_string_free(profile);
    genauth_call_free(call);
}

/* Cancel meets the call at any moment of its life. */
static void at_any_moment(const genauth_client *client) {
    for (long us = 0; us < 1000; us += 20) {
        const struct timespec pause = {0, us * 1000};
        genauth_call *call = genauth_call_new();
        mailbox mine = EMPTY_MAILBOX;
        start(client, 0, call, &mine);
        nanosleep(&pause, NULL);
        const pthread_t thread = run(cancel, call);
        const genauth_code code = code_in(&mine);
        CHECK(code == GENAUTH_OK || code == GENAUTH_ERR_CANCELLED);
        CHECK(pthread_join(thread, NULL) == 0 && mine.times == 1);
        genauth_call_free(call);
    }
}

int main(void) {
    genauth_client *client = new_client(emulator());
    listen_silently(&silent);
    before(client);
    during();
    after(client);
    at_any_moment(client);
    genauth_client_free(client);
    return EXIT_SUCCESS;
}
