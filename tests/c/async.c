/* Completions run exactly once: after success, failure, cancel, and with the client freed meanwhile. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>

#include "check.h"

enum { CALLS = 200 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int completed;

typedef struct {
    atomic_int times;
    genauth_code code;
    const genauth_client *blocking; /* makes a blocking call inside the callback */
} outcome;

static void done(void *user_data, char *profile, genauth_error *error) {
    outcome *mine = user_data;
    CHECK((profile != NULL) != (error != NULL));
    atomic_fetch_add(&mine->times, 1);
    mine->code = genauth_error_code(error);
    if (mine->blocking) {
        genauth_error *inner = NULL;
        CHECK(!genauth_client_get_profile(mine->blocking, 0, NULL, &inner));
        CHECK(genauth_error_code(inner) == GENAUTH_ERR_INVALID_ARGUMENT);
        genauth_error_free(inner);
    }
    genauth_string_free(profile);
    genauth_error_free(error);
    pthread_mutex_lock(&lock);
    completed++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

static void await(int count) {
    pthread_mutex_lock(&lock);
    while (completed < count) pthread_cond_wait(&changed, &lock);
    completed = 0;
    pthread_mutex_unlock(&lock);
}

static void storm_with_frees(void) {
    static outcome outcomes[CALLS];
    genauth_client *client = new_client(emulator());
    for (int i = 0; i < CALLS; i++) {
        genauth_call *call = genauth_call_new();
        genauth_client_get_profile_async(client, ALL_PARTS, call, done, &outcomes[i]);
        if (i % 3 == 0) genauth_call_cancel(call);
        genauth_call_free(call);
    }
    genauth_client_free(client);
    await(CALLS);
    for (int i = 0; i < CALLS; i++) {
        CHECK(outcomes[i].times == 1);
        CHECK(outcomes[i].code == GENAUTH_OK || (i % 3 == 0 && outcomes[i].code == GENAUTH_ERR_CANCELLED));
    }
}

static void failures(void) {
    outcome one = {0};
    genauth_client *client = new_client(emulator());
    genauth_client_get_profile_async(NULL, 0, NULL, done, &one);
    await(1);
    CHECK(one.code == GENAUTH_ERR_INVALID_ARGUMENT);
    genauth_client_get_profile_async(client, 1u << 20, NULL, done, &one);
    await(1);
    CHECK(one.code == GENAUTH_ERR_INVALID_ARGUMENT);
    genauth_client_set_access_token(client, NULL, NULL);
    genauth_client_get_profile_async(client, 0, NULL, done, &one);
    await(1);
    CHECK(one.code == GENAUTH_ERR_UNAUTHENTICATED);
    CHECK(one.times == 3);
    genauth_client_get_profile_async(client, 0, NULL, NULL, NULL);
    genauth_client_free(client);
}

static void a_blocking_call_inside_a_callback_is_an_error(void) {
    genauth_client *client = new_client(emulator());
    outcome one = {.blocking = client};
    genauth_client_get_profile_async(client, 0, NULL, done, &one);
    await(1);
    CHECK(one.code == GENAUTH_OK && one.times == 1);
    genauth_client_free(client);
}

int main(void) {
    storm_with_frees();
    failures();
    a_blocking_call_inside_a_callback_is_an_error();
    return EXIT_SUCCESS;
}
