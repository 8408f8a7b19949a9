/* Completions run exactly once: after success and failure, with client and call freed meanwhile, in storms. */
#define _POSIX_C_SOURCE 200809L
#include "mailbox.h"
#include "server.h"

enum { CALLS = 50, THREADS = 8 };

static void good_calls(const genauth_client *client) {
    mailbox first = EMPTY_MAILBOX, second = EMPTY_MAILBOX;
    start(client, ALL_PARTS, NULL, &first);
    CHECK(code_in(&first) == GENAUTH_OK);
    start(client, GENAUTH_RAW_ENVELOPE, NULL, &second);
    CHECK(code_in(&second) == GENAUTH_OK);
    /* One thread serves all calls, and it is not ours. */
    CHECK(pthread_equal(first.thread, second.thread) && !pthread_equal(first.thread, pthread_self()));
}

/* With wrong arguments the callback runs before the start returns, on the caller's thread. */
static void wrong_arguments(genauth_client *client) {
    const struct {
        const genauth_client *client;
        uint32_t flags;
    } wrong[] = {{NULL, 0}, {NULL, UINT32_MAX}, {client, 1u << 20}, {client, UINT32_MAX}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        mailbox mine = EMPTY_MAILBOX;
        start(wrong[i].client, wrong[i].flags, NULL, &mine);
        CHECK(mine.times == 1 && pthread_equal(mine.thread, pthread_self()));
        CHECK(code_in(&mine) == GENAUTH_ERR_INVALID_ARGUMENT);
    }
    genauth_client_get_profile_async(client, 0, NULL, NULL, NULL);
    genauth_client_get_profile_async(NULL, 0, NULL, NULL, NULL);

    mailbox mine = EMPTY_MAILBOX;
    CHECK(genauth_client_set_access_token(client, NULL, NULL));
    start(client, 0, NULL, &mine);
    CHECK(code_in(&mine) == GENAUTH_ERR_UNAUTHENTICATED);
    CHECK(genauth_client_set_access_token(client, GOOD_TOKEN, NULL));
}

static void the_options_of_a_call(const genauth_client *client) {
    genauth_call *call = genauth_call_new();
    mailbox mine = EMPTY_MAILBOX;
    CHECK(genauth_call_set_access_token(call, "wrong-token", NULL));
    start(client, 0, call, &mine);
    CHECK(genauth_call_set_access_token(call, GOOD_TOKEN, NULL)); /* too late for the call under way */
    CHECK(code_in(&mine) == GENAUTH_ERR_UNAUTHENTICATED);

    server silent;
    listen_silently(&silent);
    genauth_client *waiting = new_client(silent.host);
    mailbox late = EMPTY_MAILBOX;
    genauth_call_set_timeout_ms(call, 50);
    start(waiting, 0, call, &late);
    genauth_call_free(call);
    genauth_client_free(waiting);
    CHECK(code_in(&late) == GENAUTH_ERR_TIMEOUT);
    close(silent.socket);
}

/* A callback that does all that it may: start calls, free, cancel. */
typedef struct {
    genauth_client *client;
    genauth_call *call;
    genauth_code blocking;
    mailbox first, second, third;
} busy;

static void do_much(void *user_data, char *profile, genauth_error *error) {
    COMPLETES(user_data);
    busy *mine = user_data;
    genauth_error *refused = failed(mine->client, 0, NULL);
    mine->blocking = genauth_error_code(refused);
    genauth_error_free(refused);
    start(mine->client, 0, NULL, &mine->second);
    start(NULL, 0, NULL, &mine->third);
    genauth_call_cancel(mine->call);
    genauth_call_free(mine->call);
    genauth_client_free(mine->client);
    deliver(&mine->first, profile, error);
}

static void what_a_callback_may_do(void) {
    busy mine = {.client = new_client(emulator()),
                 .call = genauth_call_new(),
                 .first = EMPTY_MAILBOX,
                 .second = EMPTY_MAILBOX,
                 .third = EMPTY_MAILBOX};
    STARTS(&mine);
    genauth_client_get_profile_async(mine.client, 0, mine.call, do_much, &mine);
    CHECK(code_in(&mine.first) == GENAUTH_OK);
    CHECK(mine.blocking == GENAUTH_ERR_INVALID_ARGUMENT);
    CHECK(code_in(&mine.second) == GENAUTH_OK);
    CHECK(code_in(&mine.third) == GENAUTH_ERR_INVALID_ARGUMENT);
}

static void *storm(void *unused) {
    (void)unused;
    static const mailbox empty = EMPTY_MAILBOX;
    mailbox *outcomes = calloc(CALLS, sizeof *outcomes);
    CHECK(outcomes);
    genauth_client *client = new_client(emulator());
    for (int i = 0; i < CALLS; i++) {
        genauth_call *call = genauth_call_new();
        outcomes[i] = empty;
        start(client, ALL_PARTS, call, &outcomes[i]);
        if (i % 3 == 0) genauth_call_cancel(call);
        genauth_call_free(call);
    }
    genauth_client_free(client);
    for (int i = 0; i < CALLS; i++) {
        const genauth_code code = code_in(&outcomes[i]);
        CHECK(code == GENAUTH_OK || (i % 3 == 0 && code == GENAUTH_ERR_CANCELLED));
    }
    /* By then every late second completion would have been there. */
    genauth_client *last = new_client(emulator());
    CHECK(async_call_succeeds(last));
    genauth_client_free(last);
    for (int i = 0; i < CALLS; i++) CHECK(outcomes[i].times == 1);
    free(outcomes);
    return NULL;
}

static void storms_with_frees(void) {
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, storm, NULL) == 0);
    for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
}

int main(void) {
    genauth_client *client = new_client(emulator());
    good_calls(client);
    wrong_arguments(client);
    the_options_of_a_call(client);
    genauth_client_free(client);
    what_a_callback_may_do();
    storms_with_frees();
    return EXIT_SUCCESS;
}
