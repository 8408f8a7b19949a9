/* The few words that the C and C++ tests share. */
#ifndef CHECK_H
#define CHECK_H

#include <genauth.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                              \
    do {                                                                              \
        if (!(condition)) {                                                           \
            fprintf(stderr, "%s:%d: CHECK(%s) failed\n", __FILE__, __LINE__, #condition); \
            exit(EXIT_FAILURE);                                                       \
        }                                                                             \
    } while (0)

#define GOOD_TOKEN "documented-user-token"
#define ALL_PARTS (GENAUTH_WITH_CUSTOM_DATA | GENAUTH_WITH_IDENTITIES | GENAUTH_WITH_DEPARTMENT_IDS)
#define NOT_UTF8 "caf\xe9"

/* The emulator that the test command has started. */
static inline const char *emulator(void) {
    const char *host = getenv("GENAUTH_HOST");
    if (!host) {
        fputs("GENAUTH_HOST is not set: run these tests by `cargo xtask test c`\n", stderr);
        exit(EXIT_FAILURE);
    }
    return host;
}

/* A client of `host`, with a token that the emulator knows and the patience that a checker needs. */
static inline genauth_client *new_client(const char *host) {
    genauth_error *error = NULL;
    genauth_config *config = genauth_config_new("test-app", host);
    genauth_config_set_access_token(config, GOOD_TOKEN);
    genauth_config_set_timeout_ms(config, 60000);
    genauth_client *client = genauth_client_new(config, &error);
    if (!client) fprintf(stderr, "%s\n", genauth_error_message(error));
    CHECK(client);
    genauth_config_free(config);
    return client;
}

/* Whether a blocking call brings the documented user. */
static inline bool call_succeeds(const genauth_client *client) {
    genauth_error *error = NULL;
    char *profile = genauth_client_get_profile(client, ALL_PARTS, NULL, &error);
    if (!profile) fprintf(stderr, "%s\n", genauth_error_message(error));
    const bool good = profile && strstr(profile, "6229ffaxxxxxxxxcade3e3d9");
    genauth_error_free(error);
    genauth_string_free(profile);
    return good;
}

/* The error of a blocking call that must fail. */
static inline genauth_error *failed(const genauth_client *client, uint32_t flags, genauth_call *call) {
    genauth_error *error = NULL;
    CHECK(!genauth_client_get_profile(client, flags, call, &error));
    return error;
}

/* Compares an error with what it must be, and frees it. */
static inline void expect(genauth_error *error, genauth_code code, const char *in_message) {
    const char *message = genauth_error_message(error);
    if (genauth_error_code(error) != code || !strstr(message, in_message)) {
        fprintf(stderr, "%s: %s\n", genauth_code_name(genauth_error_code(error)), message);
    }
    CHECK(genauth_error_code(error) == code);
    CHECK(strstr(message, in_message));
    genauth_error_free(error);
}

#endif
