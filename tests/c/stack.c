/* The header says how much stack the functions need. Here they run on one of that size, below which the program would
   crash, and which is painted, so that what they leave can be seen. */
#define _DEFAULT_SOURCE
#include <sys/mman.h>

#include "mailbox.h"

/* Spare: for what a handler of a signal, or another C library, takes. */
enum { NEEDED = 64 * 1024, SPARE = 8 * 1024, GUARD = 64 * 1024, PAINT = 0xa5 };

static bool brings_a_profile(const genauth_client *client) {
    char *profile = genauth_client_get_profile(client, 0, NULL, NULL);
    genauth_profile *object = genauth_client_fetch_profile(client, 0, NULL, NULL);
    char *whole = genauth_profile_get_json(object, "userId");
    const bool brought = profile && whole;
    genauth_string_free(profile);
    genauth_string_free(whole);
    genauth_profile_free(object);
    return brought;
}

static void *all(void *host) {
    genauth_client *client = new_client(host);
    CHECK(brings_a_profile(client) && async_call_succeeds(client) && brings_a_profile(client));
    expect(failed(client, UINT32_MAX, NULL), GENAUTH_ERR_INVALID_ARGUMENT, "flags");
    genauth_client_free(client);
    return NULL;
}

/* How much of its stack a thread uses for `body`. */
static size_t used_by(void *(*body)(void *), void *argument) {
    pthread_t thread;
    pthread_attr_t attributes;
    const size_t size = GUARD + NEEDED;
    unsigned char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    CHECK(memory != MAP_FAILED && mprotect(memory, GUARD, PROT_NONE) == 0);
    unsigned char *stack = memory + GUARD;
    memset(stack, PAINT, NEEDED);
    CHECK(pthread_attr_init(&attributes) == 0 && pthread_attr_setstack(&attributes, stack, NEEDED) == 0);
    CHECK(pthread_create(&thread, &attributes, body, argument) == 0 && pthread_join(thread, NULL) == 0);
    CHECK(pthread_attr_destroy(&attributes) == 0);
    size_t untouched = 0;
    while (untouched < NEEDED && stack[untouched] == PAINT) untouched++;
    CHECK(munmap(memory, size) == 0);
    return NEEDED - untouched;
}

int main(void) {
    static const char *const responses[] = {"", "/scenario/body-gzip/stack", "/scenario/body-brotli/stack"};
    for (size_t i = 0; i < sizeof responses / sizeof *responses; i++) {
        char host[128];
        snprintf(host, sizeof host, "%s%s", emulator(), responses[i]);
        const size_t used = used_by(all, host);
        printf("%zu bytes\n", used);
        CHECK(used < NEEDED - SPARE);
    }
    return EXIT_SUCCESS;
}
