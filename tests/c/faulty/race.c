/* Proof that races are found: two threads write what no lock guards. */
#include "../mailbox.h"

static int unguarded;

static void *write_to_it(void *client) {
    unguarded++;
    CHECK(call_succeeds(client));
    return NULL;
}

int main(void) {
    genauth_client *client = new_client(emulator());
    pthread_t other;
    CHECK(pthread_create(&other, NULL, write_to_it, client) == 0);
    write_to_it(client);
    CHECK(pthread_join(other, NULL) == 0);
    genauth_client_free(client);
    return EXIT_SUCCESS;
}
