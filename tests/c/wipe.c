/* What is secret holds nothing any more at the moment when its memory becomes free. */
#define _GNU_SOURCE
#include <malloc.h>

#include "check.h"

#define SECRET "a-token-that-stands-nowhere-else"

static size_t checked; /* blocks of memory */
static size_t in_clear; /* of those that held the secret */
static const char *secret;

/* Stands before the system's function, whose other name this is. */
void __libc_free(void *memory);

void free(void *memory) {
    if (memory && secret) {
        checked++;
        if (memmem(memory, malloc_usable_size(memory), secret, strlen(secret))) in_clear++;
    }
    __libc_free(memory);
}

static void watch_for(const char *what) {
    secret = what;
    checked = 0;
    in_clear = 0;
}

static void all_was_wiped(void) {
    secret = NULL;
    CHECK(checked > 0 && in_clear == 0);
}

static void the_watch_is_on(void) {
    watch_for(SECRET);
    free(strdup(SECRET));
    secret = NULL;
    CHECK(checked == 1 && in_clear == 1);
}

static void texts(void) {
    genauth_client *client = new_client(emulator());
    char *profile = genauth_client_get_profile(client, ALL_PARTS, NULL, NULL);
    char *body = genauth_client_get_profile(client, GENAUTH_RAW_ENVELOPE, NULL, NULL);
    genauth_error *error = failed(client, UINT32_MAX, NULL);
    char *json = genauth_error_to_json(error);
    watch_for("6229ffaxxxxxxxxcade3e3d9");
    genauth_string_free(profile);
    genauth_string_free(body);
    all_was_wiped();
    watch_for("invalid_argument");
    genauth_string_free(json);
    all_was_wiped();
    genauth_error_free(error);
    genauth_client_free(client);
}

static void tokens(void) {
    watch_for(SECRET);
    genauth_config *config = genauth_config_new("test-app", emulator());
    genauth_config_set_access_token(config, "another-one");
    genauth_config_set_access_token(config, SECRET);
    genauth_client *client = genauth_client_new(config, NULL);
    genauth_config_set_access_token(config, "another-one");
    genauth_config_set_access_token(config, SECRET);
    genauth_config_free(config);
    CHECK(client && genauth_client_set_access_token(client, NULL, NULL));
    CHECK(genauth_client_set_access_token(client, SECRET, NULL));
    CHECK(!genauth_client_set_access_token(client, SECRET "\n", NULL));
    genauth_client_free(client);

    genauth_call *call = genauth_call_new();
    CHECK(genauth_call_set_access_token(call, SECRET, NULL));
    CHECK(!genauth_call_set_access_token(call, SECRET "\n", NULL));
    CHECK(genauth_call_set_access_token(call, NULL, NULL));
    CHECK(genauth_call_set_access_token(call, SECRET, NULL));
    genauth_call_free(call);
    all_was_wiped();
}

#define TOKENS "{\"access_token\":\"" SECRET "\",\"refresh_token\":\"" SECRET "\",\"id_token\":\"" SECRET "\"}"

static const char record[] = "{\"generation\":7,\"app_id\":\"test-app\",\"tokens\":" TOKENS "}";

static genauth_store_status load(void *user_data, genauth_record_sink *found) {
    genauth_record_sink_give(found, user_data);
    return GENAUTH_STORE_OK;
}

static genauth_store_status save(void *user_data, uint64_t expected, uint64_t generation, const char *json,
                                 genauth_record_sink *newer) {
    CHECK(user_data && expected < generation && strstr(json, SECRET) && newer);
    return GENAUTH_STORE_OK;
}

static genauth_store_status remove_(void *user_data) {
    return user_data ? GENAUTH_STORE_OK : GENAUTH_STORE_FAILED;
}

static void sessions(void) {
    const genauth_session_store store = {(void *)record, load, save, remove_, NULL};
    watch_for(SECRET);
    genauth_config *config = genauth_config_new("test-app", emulator());
    genauth_config_set_app_secret(config, SECRET);
    genauth_session *session = genauth_session_from_tokens(config, TOKENS, NULL);
    CHECK(session && genauth_session_use_store(session, &store, NULL));
    genauth_string_free(genauth_session_tokens(session));
    genauth_string_free(genauth_session_access_token(session, NULL, NULL));
    genauth_session_free(session);
    session = genauth_session_open(config, &store, NULL);
    CHECK(session);
    genauth_config_free(config);
    genauth_session_free(session);
    all_was_wiped();
}

int main(void) {
    the_watch_is_on();
    sessions();
    texts();
    tokens();
    return EXIT_SUCCESS;
}
