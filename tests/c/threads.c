/* 64 threads share one client: blocking and asynchronous calls, cancelled from other threads now and then, while the
   token is set again and again. */
#define _POSIX_C_SOURCE 200809L
#include "mailbox.h"

enum { THREADS = 64, CALLS = 20 };

static void *canceller(void *call) {
    genauth_call_cancel(call);
    return NULL;
}

static void *caller(void *shared) {
    genauth_client *client = shared;
    for (int i = 0; i < CALLS; i++) {
        CHECK(call_succeeds(client));
        CHECK(async_call_succeeds(client));
        CHECK(genauth_client_set_access_token(client, GOOD_TOKEN, NULL));
        genauth_call *call = genauth_call_new();
        genauth_error *error = NULL;
        pthread_t other;
        CHECK(pthread_create(&other, NULL, canceller, call) == 0);
        char *profile = genauth_client_get_profile(client, 0, call, &error);
        CHECK(profile || genauth_error_code(error) == GENAUTH_ERR_CANCELLED);
        CHECK(pthread_join(other, NULL) == 0);
        genauth_string_free(profile);
        genauth_error_free(error);
        genauth_call_free(call);
    }
    return NULL;
}

int main(void) {
    genauth_client *client = new_client(emulator());
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, caller, client) == 0);
    for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    genauth_client_free(client);
    return EXIT_SUCCESS;
}
