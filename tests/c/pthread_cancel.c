/* A thread that is cancelled during a call completes the call and ends afterwards: nothing leaks, and the client and its
   connections serve the other threads. */
#define _POSIX_C_SOURCE 200809L
#include <time.h>

#include "mailbox.h"
#include "server.h"

enum { THREADS = 40 };

typedef struct {
    genauth_client *client;
    genauth_session *session;
    int type; /* of the thread's cancellation */
    genauth_error *error;
    genauth_code code;
} victim;

static void keep_the_code(void *mine_) {
    victim *mine = mine_;
    mine->code = genauth_error_code(mine->error);
    genauth_error_free(mine->error);
}

static void *call_once(void *mine_) {
    victim *mine = mine_;
    genauth_call *call = genauth_call_new();
    genauth_call_set_timeout_ms(call, 3000);
    pthread_cleanup_push(keep_the_code, mine);
    CHECK(!genauth_client_get_profile(mine->client, 0, call, &mine->error));
    genauth_call_free(call);
    pthread_testcancel();
    pthread_cleanup_pop(1);
    return NULL;
}

/* Cancellation is deferred, as it is unless a thread asks for more: it strikes after the call. */
static void cancelled_in_a_call(void) {
    server silent;
    listen_silently(&silent);
    victim mine = {.client = new_client(silent.host)};
    pthread_t thread;
    void *end = NULL;
    CHECK(pthread_create(&thread, NULL, call_once, &mine) == 0);
    const int connection = accept_request(&silent);
    CHECK(pthread_cancel(thread) == 0);
    CHECK(pthread_join(thread, &end) == 0 && end == PTHREAD_CANCELED);
    CHECK(mine.code == GENAUTH_ERR_TIMEOUT);
    genauth_client_free(mine.client);
    close(connection);
    close(silent.socket);
}

/* A thread whose cancellation may strike anywhere passes nothing that could get lost. */
static void *call_on(void *mine_) {
    const victim *mine = mine_;
    pthread_setcanceltype(mine->type, NULL);
    for (;;) {
        genauth_client_get_profile(mine->client, UINT32_MAX, NULL, NULL);
        genauth_client_get_profile(mine->client, 0, NULL, NULL);
        genauth_client_set_access_token(mine->client, "wrong-token", NULL);
        genauth_session_refresh(mine->session, NULL, NULL);
        genauth_login_begin(NULL, NULL, NULL);
        pthread_testcancel();
    }
    return NULL;
}

/* A session that cannot refresh: asking for it goes all the way through the library, and sends nothing. */
static genauth_session *new_session(void) {
    genauth_config *config = genauth_config_new("test-app", emulator());
    genauth_session *session = genauth_session_from_tokens(config, "{\"access_token\": \"wrong-token\"}", NULL);
    CHECK(session);
    genauth_config_free(config);
    return session;
}

static void storm(int type) {
    victim mine = {.client = new_client(emulator()), .session = new_session(), .type = type};
    CHECK(genauth_client_set_access_token(mine.client, "wrong-token", NULL));
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, call_on, &mine) == 0);
    for (int i = 0; i < THREADS; i++) {
        void *end = NULL;
        nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
        CHECK(pthread_cancel(threads[i]) == 0);
        CHECK(pthread_join(threads[i], &end) == 0 && end == PTHREAD_CANCELED);
    }
    CHECK(genauth_client_set_access_token(mine.client, GOOD_TOKEN, NULL));
    CHECK(call_succeeds(mine.client) && async_call_succeeds(mine.client));
    genauth_session_free(mine.session);
    genauth_client_free(mine.client);
}

/* The state and type of the thread's cancellation are what they were. */
static void nothing_else_changes(void) {
    genauth_client *client = new_client(emulator());
    static const int states[] = {PTHREAD_CANCEL_ENABLE, PTHREAD_CANCEL_DISABLE};
    for (size_t i = 0; i < 2; i++) {
        int before = -1, after = -1;
        CHECK(pthread_setcancelstate(states[i], &before) == 0);
        CHECK(call_succeeds(client) && async_call_succeeds(client));
        CHECK(pthread_setcancelstate(before, &after) == 0 && after == states[i]);
    }
    genauth_client_free(client);
}

int main(void) {
    cancelled_in_a_call();
    storm(PTHREAD_CANCEL_DEFERRED);
#ifndef __SANITIZE_THREAD__
    /* ThreadSanitizer ignores what the library does, and expects every function of it to return. */
    storm(PTHREAD_CANCEL_ASYNCHRONOUS);
#endif
    nothing_else_changes();
    return EXIT_SUCCESS;
}
