/* The library that is loaded is the one that the header describes. */
#include "check.h"

int main(void) {
    CHECK(genauth_abi_version() == GENAUTH_ABI_VERSION);
    CHECK(strcmp(genauth_version(), GENAUTH_VERSION) == 0);
    char numbers[32];
    snprintf(numbers, sizeof numbers, "%d.%d.%d", GENAUTH_VERSION_MAJOR, GENAUTH_VERSION_MINOR, GENAUTH_VERSION_PATCH);
    CHECK(strcmp(numbers, GENAUTH_VERSION) == 0);

    static const char *const names[] = {"ok",      "invalid_argument", "config",    "unauthenticated", "forbidden",
                                        "rate_limited", "api",         "network",   "timeout",         "cancelled",
                                        "decode",  "token_provider",   "internal",  "login",           "store"};
    for (genauth_code code = 0; code <= GENAUTH_ERR_STORE; code++) {
        CHECK(strcmp(genauth_code_name(code), names[code]) == 0);
    }
    static const genauth_code others[] = {-1, GENAUTH_ERR_STORE + 1, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        CHECK(strcmp(genauth_code_name(others[i]), "unknown") == 0);
    }
    return EXIT_SUCCESS;
}
