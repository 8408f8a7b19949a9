/* A thread may call and free in the destructors of its keys, which run when its other thread-local values are gone, and
   when main() is over. */
#include "mailbox.h"

static int destroyed;

static void finish(void *client) {
    CHECK(call_succeeds(client) && async_call_succeeds(client));
    genauth_client_free(client);
    destroyed++;
}

static void *end_with(void *key_) {
    const pthread_key_t *key = key_;
    genauth_client *client = new_client(emulator());
    CHECK(pthread_setspecific(*key, client) == 0);
    CHECK(call_succeeds(client) && async_call_succeeds(client));
    return NULL;
}

static void *outlive(void *main_thread) {
    CHECK(pthread_join(*(const pthread_t *)main_thread, NULL) == 0);
    genauth_client *client = new_client(emulator());
    finish(client);
    exit(EXIT_SUCCESS);
}

int main(void) {
    static pthread_t main_thread;
    pthread_key_t key;
    pthread_t thread;
    CHECK(pthread_key_create(&key, finish) == 0);
    for (int i = 1; i <= 3; i++) {
        CHECK(pthread_create(&thread, NULL, end_with, &key) == 0 && pthread_join(thread, NULL) == 0);
        CHECK(destroyed == i);
    }
    main_thread = pthread_self();
    CHECK(pthread_create(&thread, NULL, outlive, &main_thread) == 0 && pthread_detach(thread) == 0);
    pthread_exit(NULL);
}
