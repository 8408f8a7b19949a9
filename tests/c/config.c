/* The configuration: every setter with good, missing, unreadable and absurd values. */
#include "check.h"

typedef void (*text_setter)(genauth_config *, const char *);
typedef void (*number_setter)(genauth_config *, uint32_t);

static char authority_pem[1024];

static const struct {
    const char *key;
    text_setter set;
    const char *good;
    const char *absurd;
    genauth_code code;
} texts[] = {
    {"access_token", genauth_config_set_access_token, GOOD_TOKEN, "two\r\nlines", GENAUTH_ERR_INVALID_ARGUMENT},
    {"ca_file", genauth_config_set_ca_file, AUTHORITY, "/does/not/exist.pem", GENAUTH_ERR_CONFIG},
    {"ca_pem", genauth_config_set_ca_pem, authority_pem, "no certificate", GENAUTH_ERR_CONFIG},
    {"proxy", genauth_config_set_proxy, "none", "gopher://127.0.0.1", GENAUTH_ERR_CONFIG},
    {"header_prefix", genauth_config_set_header_prefix, "authing", "other", GENAUTH_ERR_CONFIG},
    {"token_style", genauth_config_set_token_style, "bare", "basic", GENAUTH_ERR_CONFIG},
    {"language", genauth_config_set_language, "en-US", "en\nUS", GENAUTH_ERR_CONFIG},
    {"user_agent", genauth_config_set_user_agent, "MyApp/1.2", "My\rApp", GENAUTH_ERR_CONFIG},
};

static const struct {
    const char *key;
    number_setter set;
    uint32_t good[3];
} numbers[] = {
    {"timeout_ms", genauth_config_set_timeout_ms, {0, 60000, UINT32_MAX}},
    {"connect_timeout_ms", genauth_config_set_connect_timeout_ms, {0, 60000, UINT32_MAX}},
    {"max_attempts", genauth_config_set_max_attempts, {1, 3, UINT32_MAX}},
};

static genauth_config *good_config(void) {
    genauth_config *config = genauth_config_new("test-app", emulator());
    CHECK(config);
    genauth_config_set_access_token(config, GOOD_TOKEN);
    return config;
}

static void works(genauth_config *config) {
    genauth_error *error = NULL;
    genauth_client *client = genauth_client_new(config, &error);
    genauth_config_free(config);
    if (!client) fprintf(stderr, "%s\n", genauth_error_message(error));
    CHECK(client && !error);
    CHECK(call_succeeds(client));
    genauth_client_free(client);
}

static void is_refused(genauth_config *config, genauth_code code, const char *in_message) {
    genauth_error *error = NULL;
    CHECK(!genauth_client_new(config, NULL));
    CHECK(!genauth_client_new(config, &error));
    genauth_config_free(config);
    expect(error, code, in_message);
}

static void text_setters(void) {
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        genauth_config *config = good_config();
        texts[i].set(config, texts[i].good);
        texts[i].set(config, NULL); /* changes nothing */
        texts[i].set(NULL, texts[i].good);
        works(config);

        config = good_config();
        texts[i].set(config, NOT_UTF8);
        is_refused(config, GENAUTH_ERR_INVALID_ARGUMENT, texts[i].key);

        config = good_config();
        texts[i].set(config, texts[i].absurd);
        is_refused(config, texts[i].code, strcmp(texts[i].key, "access_token") ? texts[i].key : "token");
    }
}

static void authorities(void) {
    FILE *file = fopen(AUTHORITY, "r");
    CHECK(file && fread(authority_pem, 1, sizeof authority_pem - 1, file) > 0);
    fclose(file);
    genauth_config *config = good_config();
    genauth_config_set_ca_file(config, "/dev/null"); /* holds none */
    is_refused(config, GENAUTH_ERR_CONFIG, "ca_file");
}

static void number_setters(void) {
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        for (size_t n = 0; n < 3; n++) {
            genauth_config *config = good_config();
            numbers[i].set(config, numbers[i].good[n]);
            numbers[i].set(NULL, numbers[i].good[n]);
            works(config);
        }
    }
    genauth_config *config = good_config();
    genauth_config_set_max_attempts(config, 0);
    is_refused(config, GENAUTH_ERR_CONFIG, "max_attempts");

    config = good_config();
    genauth_config_set_max_response_bytes(config, SIZE_MAX);
    genauth_config_set_max_response_bytes(NULL, 1);
    works(config);
    config = good_config();
    genauth_config_set_max_response_bytes(config, 0);
    is_refused(config, GENAUTH_ERR_CONFIG, "max_response_bytes");

    config = genauth_config_new("test-app", "http://example.com");
    genauth_config_set_allow_insecure_http(config, true);
    genauth_config_set_allow_insecure_http(NULL, true);
    genauth_client *client = genauth_client_new(config, NULL);
    CHECK(client);
    genauth_client_free(client);
    genauth_config_set_allow_insecure_http(config, false);
    is_refused(config, GENAUTH_ERR_CONFIG, "host");
}

static void app_and_host(void) {
    is_refused(genauth_config_new(NULL, "example.com"), GENAUTH_ERR_INVALID_ARGUMENT, "app_id is NULL");
    is_refused(genauth_config_new("app", NULL), GENAUTH_ERR_INVALID_ARGUMENT, "host is NULL");
    is_refused(genauth_config_new(NOT_UTF8, "example.com"), GENAUTH_ERR_INVALID_ARGUMENT, "app_id is not UTF-8");
    is_refused(genauth_config_new("app", NOT_UTF8), GENAUTH_ERR_INVALID_ARGUMENT, "host is not UTF-8");
    is_refused(genauth_config_new("", "example.com"), GENAUTH_ERR_CONFIG, "app_id");
    is_refused(genauth_config_new("app", ""), GENAUTH_ERR_CONFIG, "host");
    is_refused(genauth_config_new("app", "http://example.com"), GENAUTH_ERR_CONFIG, "allow_insecure_http");
    is_refused(genauth_config_new("app", "https://user:secret@example.com"), GENAUTH_ERR_CONFIG, "host");
    is_refused(NULL, GENAUTH_ERR_INVALID_ARGUMENT, "config is NULL");
}

/* Nothing resolves a name of a megabyte. */
static void an_endless_host(void) {
    enum { MEGABYTE = 1 << 20 };
    char *name = malloc(MEGABYTE + 1);
    CHECK(name);
    memset(name, 'x', MEGABYTE);
    name[MEGABYTE] = '\0';
    genauth_client *client = new_client(name);
    free(name);
    expect(failed(client, 0, NULL), GENAUTH_ERR_NETWORK, "");
    genauth_client_free(client);
}

static void the_first_wrong_value_is_named(void) {
    genauth_config *config = good_config();
    genauth_config_set_token_style(config, "basic");
    genauth_config_set_language(config, NOT_UTF8);
    genauth_config_set_header_prefix(config, "other");
    genauth_config_set_token_style(config, "bare"); /* too late */
    is_refused(config, GENAUTH_ERR_CONFIG, "token_style");
}

/* What was passed may be overwritten and freed at once. */
static void texts_are_copied(void) {
    char app_id[] = "test-app", token[] = GOOD_TOKEN, language[] = "en-US", host[64];
    snprintf(host, sizeof host, "%s", emulator());
    genauth_config *config = genauth_config_new(app_id, host);
    genauth_config_set_access_token(config, token);
    genauth_config_set_language(config, language);
    memset(app_id, '\n', sizeof app_id);
    memset(host, '\n', sizeof host);
    memset(token, '\n', sizeof token);
    memset(language, '\n', sizeof language);
    works(config);
}

static void one_configuration_makes_many_clients(void) {
    genauth_config *config = good_config();
    genauth_client *first = genauth_client_new(config, NULL);
    genauth_config_set_access_token(config, "wrong-token");
    genauth_client *second = genauth_client_new(config, NULL);
    genauth_config_free(config);
    CHECK(call_succeeds(first));
    genauth_client_free(first);
    expect(failed(second, 0, NULL), GENAUTH_ERR_UNAUTHENTICATED, "401");
    genauth_client_free(second);
}

static void json(void) {
    char text[256];
    genauth_error *error = NULL;
    snprintf(text, sizeof text,
             "{\"app_id\": \"x\", \"host\": \"%s\", \"access_token\": \"%s\", \"timeout_ms\": 60000}",
             emulator(), GOOD_TOKEN);
    genauth_config *config = genauth_config_from_json(text, &error);
    CHECK(config && !error);
    memset(text, '\n', sizeof text);
    works(config);

    CHECK(!genauth_config_from_json("{\"app_id\": \"x\", \"timout_ms\": 1}", &error));
    CHECK(strstr(genauth_error_hint(error), "timeout_ms"));
    expect(error, GENAUTH_ERR_CONFIG, "timout_ms");
    CHECK(!genauth_config_from_json(NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "json is NULL");
    CHECK(!genauth_config_from_json(NOT_UTF8, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "json is not UTF-8");
    static const char *const wrong[] = {"", "[]", "null", "{", "{\"app_id\": 1}", "{\"timeout_ms\": -1}",
                                        "{\"timeout_ms\": 1e99}", "{\"max_attempts\": \"3\"}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK(!genauth_config_from_json(wrong[i], NULL));
        CHECK(!genauth_config_from_json(wrong[i], &error));
        expect(error, GENAUTH_ERR_CONFIG, "");
    }
}

int main(void) {
    authorities();
    text_setters();
    number_setters();
    app_and_host();
    an_endless_host();
    the_first_wrong_value_is_named();
    texts_are_copied();
    one_configuration_makes_many_clients();
    json();
    genauth_config_free(NULL);
    return EXIT_SUCCESS;
}
