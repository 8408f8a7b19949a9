/* Client and call: tokens, time limits and flags with good, missing, unreadable and absurd values. */
#include <dirent.h>

#include "check.h"
#include "server.h"

static const char *const bad_tokens[] = {"", "two\r\nlines", "a b\n", "caf\xc3\xa9", "tab\tbed", "\x7f", NOT_UTF8};

static int entries(const char *folder) {
    DIR *files = opendir(folder);
    CHECK(files);
    int count = 0;
    while (readdir(files)) count++;
    closedir(files);
    return count;
}

/* No thread, and no socket; and it leaves none behind. */
static void a_new_client_holds_nothing(void) {
    const int threads = entries("/proc/self/task"), descriptors = entries("/proc/self/fd");
    genauth_client *client = new_client(emulator());
    CHECK(entries("/proc/self/task") == threads && entries("/proc/self/fd") == descriptors);
    CHECK(call_succeeds(client));
    CHECK(entries("/proc/self/task") == threads); /* the caller drives the call */
    genauth_client_free(client);
    CHECK(entries("/proc/self/task") == threads && entries("/proc/self/fd") == descriptors);
}

static void tokens_of_the_call(const genauth_client *client) {
    genauth_error *error = NULL;
    genauth_call *call = genauth_call_new();
    CHECK(call);
    char token[] = "wrong-token";
    CHECK(genauth_call_set_access_token(call, token, &error) && !error);
    memset(token, '\n', sizeof token);
    expect(failed(client, 0, call), GENAUTH_ERR_UNAUTHENTICATED, "401");

    /* A bad one is refused and leaves the one before. */
    for (size_t i = 0; i < sizeof bad_tokens / sizeof *bad_tokens; i++) {
        CHECK(!genauth_call_set_access_token(call, bad_tokens[i], NULL));
        CHECK(!genauth_call_set_access_token(call, bad_tokens[i], &error));
        expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "token");
        error = NULL;
    }
    expect(failed(client, 0, call), GENAUTH_ERR_UNAUTHENTICATED, "401");

    CHECK(genauth_call_set_access_token(call, NULL, &error) && !error); /* the client's again */
    char *profile = genauth_client_get_profile(client, 0, call, &error);
    CHECK(profile && !error);
    genauth_string_free(profile);
    CHECK(!genauth_call_set_access_token(NULL, GOOD_TOKEN, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "call is NULL");
    genauth_call_free(call);
}

static void tokens_of_the_client(genauth_client *client) {
    genauth_error *error = NULL;
    char token[] = "wrong-token";
    CHECK(genauth_client_set_access_token(client, token, &error) && !error);
    memset(token, '\n', sizeof token);
    expect(failed(client, 0, NULL), GENAUTH_ERR_UNAUTHENTICATED, "401");
    CHECK(genauth_client_set_access_token(client, NULL, &error) && !error);
    error = failed(client, 0, NULL);
    CHECK(!genauth_error_session_is_dead(error));
    expect(error, GENAUTH_ERR_UNAUTHENTICATED, "no access token");
    CHECK(genauth_client_set_access_token(client, GOOD_TOKEN, NULL));
    for (size_t i = 0; i < sizeof bad_tokens / sizeof *bad_tokens; i++) {
        CHECK(!genauth_client_set_access_token(client, bad_tokens[i], NULL));
        CHECK(!genauth_client_set_access_token(client, bad_tokens[i], &error));
        expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "token");
    }
    CHECK(call_succeeds(client));
    CHECK(!genauth_client_set_access_token(NULL, GOOD_TOKEN, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "client is NULL");
}

static void flags(const genauth_client *client) {
    const uint32_t known = ALL_PARTS | GENAUTH_RAW_ENVELOPE;
    for (int bit = 0; bit < 32; bit++) {
        const uint32_t flag = 1u << bit;
        genauth_error *error = NULL;
        char *profile = genauth_client_get_profile(client, flag, NULL, &error);
        CHECK((profile != NULL) == ((flag & known) != 0) && (profile != NULL) == (error == NULL));
        genauth_string_free(profile);
        if (error) expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "flags");
    }
    expect(failed(client, 1u << 9, NULL), GENAUTH_ERR_INVALID_ARGUMENT, "0x200");
    expect(failed(client, UINT32_MAX, NULL), GENAUTH_ERR_INVALID_ARGUMENT, "flags");
    expect(failed(NULL, 0, NULL), GENAUTH_ERR_INVALID_ARGUMENT, "client is NULL");
    CHECK(!genauth_client_get_profile(client, 1u << 9, NULL, NULL));
    CHECK(!genauth_client_get_profile(NULL, 0, NULL, NULL));
}

static void time_limits(const genauth_client *client) {
    genauth_call *call = genauth_call_new();
    server silent;
    listen_silently(&silent);
    genauth_client *waiting = new_client(silent.host);
    genauth_call_set_timeout_ms(call, 1);
    expect(failed(waiting, 0, call), GENAUTH_ERR_TIMEOUT, "");
    genauth_call_set_timeout_ms(call, 50); /* the same call serves again */
    expect(failed(waiting, 0, call), GENAUTH_ERR_TIMEOUT, "");
    genauth_client_free(waiting);
    close(silent.socket);

    static const uint32_t long_enough[] = {0, 60000, UINT32_MAX};
    for (size_t i = 0; i < sizeof long_enough / sizeof *long_enough; i++) {
        genauth_call_set_timeout_ms(call, long_enough[i]);
        char *profile = genauth_client_get_profile(client, 0, call, NULL);
        CHECK(profile);
        genauth_string_free(profile);
    }
    genauth_call_set_timeout_ms(NULL, 1);
    genauth_call_free(call);
}

/* A success leaves `*error` alone, whatever it holds; a failure leaves no outcome but the error. */
static void an_error_is_stored_on_failure_only(genauth_client *client) {
    genauth_error *before = failed(NULL, 0, NULL);
    genauth_error *error = before;
    genauth_config *config = genauth_config_from_json("{\"app_id\": \"x\", \"host\": \"example.com\"}", &error);
    genauth_client *other = genauth_client_new(config, &error);
    genauth_call *call = genauth_call_new();
    CHECK(config && other);
    CHECK(genauth_call_set_access_token(call, GOOD_TOKEN, &error));
    CHECK(genauth_client_set_access_token(client, GOOD_TOKEN, &error));
    char *profile = genauth_client_get_profile(client, 0, call, &error);
    CHECK(profile && error == before);
    CHECK(!genauth_client_get_profile(client, 1u << 9, call, &error) && error != before);
    genauth_string_free(profile);
    genauth_error_free(error);
    genauth_error_free(before);
    genauth_call_free(call);
    genauth_client_free(other);
    genauth_config_free(config);
}

int main(void) {
    a_new_client_holds_nothing();
    genauth_client *client = new_client(emulator());
    tokens_of_the_call(client);
    tokens_of_the_client(client);
    flags(client);
    time_limits(client);
    an_error_is_stored_on_failure_only(client);
    genauth_client_free(client);
    genauth_client_free(NULL);
    genauth_call_cancel(NULL);
    genauth_call_free(NULL);
    return EXIT_SUCCESS;
}
