/* A program with another Rust library in it: both work, and neither meddles with the other's panics. */
#include "../mailbox.h"

uint64_t other_sum(uint32_t n);
uint32_t other_panics(void);

int main(void) {
    CHECK(other_sum(10) == 285);
    CHECK(other_panics() == 1);
    genauth_client *client = new_client(emulator());
    CHECK(call_succeeds(client) && async_call_succeeds(client));
    genauth_client_free(client);
    CHECK(other_sum(10) == 285);
    CHECK(other_panics() == 2);
    return EXIT_SUCCESS;
}
