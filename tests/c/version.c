/* The library that is loaded is the one that the header describes. */
#include "check.h"

int main(void) {
    CHECK(genauth_abi_version() == GENAUTH_ABI_VERSION);
    CHECK(strcmp(genauth_version(), GENAUTH_VERSION) == 0);

    static const char *const names[] = {"ok",      "invalid_argument", "config",    "unauthenticated", "forbidden",
                                        "rate_limited", "api",         "network",   "timeout",         "cancelled",
                                        "decode",  "token_provider",   "internal"};
    for (genauth_code code = 0; code <= GENAUTH_ERR_INTERNAL; code++) {
        CHECK(strcmp(genauth_code_name(code), names[code]) == 0);
    }
    CHECK(strcmp(genauth_code_name(-1), "unknown") == 0);
    CHECK(strcmp(genauth_code_name(13), "unknown") == 0);
    return EXIT_SUCCESS;
}
