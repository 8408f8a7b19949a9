/* Every fact of an error, read one by one and as JSON. */
#include <inttypes.h>

#include "check.h"
#include "server.h"

#define REPLY(status, headers, body) "HTTP/1.1 " status "\r\n" headers "connection: close\r\n\r\n" body
#define SECRET "secret-of-the-user"

/* What a reply must become; NULL texts and the numbers 0 and -1 stand for what is absent. */
static const struct {
    const char *reply;
    genauth_code code;
    int http_status;
    int status_code;
    const char *api_code;
    const char *request_id;
    int64_t retry_after_ms;
    bool is_retryable;
    bool session_is_dead;
} expected[] = {
    {REPLY("429 Too Many Requests", "retry-after: 7\r\nx-request-id: id-1\r\n", ""),
     GENAUTH_ERR_RATE_LIMITED, 429, 0, NULL, "id-1", 7000, true, false},
    {REPLY("200 OK", "", "{\"statusCode\": 401, \"apiCode\": 2020, \"requestId\": \"id-2\", \"message\": \"no\"}"),
     GENAUTH_ERR_UNAUTHENTICATED, 200, 401, "2020", "id-2", -1, false, true},
    {REPLY("200 OK", "", "{\"statusCode\": 499, \"apiCode\": \"1234\", \"message\": \"no\"}"),
     GENAUTH_ERR_API, 200, 499, "1234", NULL, -1, false, false},
    {REPLY("403 Forbidden", "", "<html><title>no</title></html>"),
     GENAUTH_ERR_FORBIDDEN, 403, 0, NULL, NULL, -1, false, false},
    {REPLY("503 Service Unavailable", "", ""), GENAUTH_ERR_API, 503, 0, NULL, NULL, -1, true, false},
    {REPLY("200 OK", "", "{\"statusCode\": 200, \"data\": {\"name\": \"" SECRET "\"}}"),
     GENAUTH_ERR_DECODE, 200, 200, NULL, NULL, -1, false, false},
};

static bool same_text(const char *a, const char *b) {
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void has(const char *json, const char *format, const char *key, const char *value) {
    char fact[128];
    snprintf(fact, sizeof fact, format, key, value);
    if (!strstr(json, fact)) fprintf(stderr, "no %s in %s\n", fact, json);
    CHECK(strstr(json, fact));
}

static void has_text(const char *json, const char *key, const char *value) {
    if (value) has(json, "\"%s\":\"%s\"", key, value);
    else has(json, "\"%s\":%s", key, "null");
}

static void has_number(const char *json, const char *key, int64_t value, int64_t absent) {
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    has(json, "\"%s\":%s", key, value == absent ? "null" : digits);
}

static void every_fact(void) {
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        static server answering[sizeof expected / sizeof *expected];
        listen_and_reply(&answering[i], expected[i].reply);
        genauth_config *config = genauth_config_new("test-app", answering[i].host);
        genauth_config_set_access_token(config, SECRET);
        genauth_config_set_max_attempts(config, 1);
        genauth_client *client = genauth_client_new(config, NULL);
        genauth_config_free(config);
        genauth_error *error = failed(client, 0, NULL);
        genauth_client_free(client); /* an error outlives its client */

        if (genauth_error_code(error) != expected[i].code) fprintf(stderr, "%s\n", genauth_error_message(error));
        CHECK(genauth_error_code(error) == expected[i].code);
        CHECK(genauth_error_http_status(error) == expected[i].http_status);
        CHECK(genauth_error_status_code(error) == expected[i].status_code);
        CHECK(same_text(genauth_error_api_code(error), expected[i].api_code));
        CHECK(same_text(genauth_error_request_id(error), expected[i].request_id));
        CHECK(genauth_error_retry_after_ms(error) == expected[i].retry_after_ms);
        CHECK(genauth_error_is_retryable(error) == expected[i].is_retryable);
        CHECK(genauth_error_session_is_dead(error) == expected[i].session_is_dead);
        CHECK(genauth_error_message(error)[0]);
        CHECK(!strchr(genauth_error_hint(error), '\n'));

        char *json = genauth_error_to_json(error);
        has_text(json, "kind", genauth_code_name(expected[i].code));
        has_number(json, "http_status", expected[i].http_status, 0);
        has_number(json, "status_code", expected[i].status_code, 0);
        has_text(json, "api_code", expected[i].api_code);
        has_text(json, "request_id", expected[i].request_id);
        has_number(json, "retry_after_ms", expected[i].retry_after_ms, -1);
        has(json, "\"%s\":%s", "retryable", expected[i].is_retryable ? "true" : "false");
        has(json, "\"%s\":%s", "session_is_dead", expected[i].session_is_dead ? "true" : "false");
        has(json, "\"%s\":%s", "attempts", "1");
        CHECK(!strstr(json, SECRET));

        /* A text of an error is the same until the error is freed; a JSON is a new one each time. */
        CHECK(genauth_error_message(error) == genauth_error_message(error));
        CHECK(genauth_error_hint(error) == genauth_error_hint(error));
        char *again = genauth_error_to_json(error);
        CHECK(again != json && strcmp(again, json) == 0);
        genauth_string_free(again);
        genauth_error_free(error);
        genauth_string_free(json); /* outlives its error */
    }
}

static void no_server(void) {
    genauth_client *client = new_client("http://127.0.0.1:1");
    genauth_error *error = failed(client, 0, NULL);
    CHECK(genauth_error_is_retryable(error));
    CHECK(genauth_error_http_status(error) == 0 && genauth_error_status_code(error) == 0);
    CHECK(!genauth_error_api_code(error) && !genauth_error_request_id(error));
    expect(error, GENAUTH_ERR_NETWORK, "refused");
    genauth_client_free(client);
}

/* An error that an application makes is like one of the library's, with the facts that it was given. */
static void made_by_the_application(void) {
    char message[] = "the disk is full";
    genauth_error *error = genauth_error_new(GENAUTH_ERR_NETWORK, message);
    message[0] = 'x'; /* it was copied */
    CHECK(genauth_error_code(error) == GENAUTH_ERR_NETWORK);
    CHECK(strcmp(genauth_error_message(error), "the disk is full") == 0 && !*genauth_error_hint(error));
    CHECK(genauth_error_http_status(error) == 0 && genauth_error_status_code(error) == 0);
    CHECK(!genauth_error_api_code(error) && !genauth_error_request_id(error) && !genauth_error_oauth_error(error));
    CHECK(genauth_error_retry_after_ms(error) == -1);
    CHECK(!genauth_error_is_retryable(error) && !genauth_error_session_is_dead(error));
    char *json = genauth_error_to_json(error);
    has_text(json, "kind", "network");
    has_text(json, "message", "the disk is full");
    genauth_string_free(json);
    genauth_error_free(error);

    for (genauth_code code = GENAUTH_ERR_INVALID_ARGUMENT; code <= GENAUTH_ERR_STORE; code++) {
        error = genauth_error_new(code, "x");
        CHECK(genauth_error_code(error) == code);
        genauth_error_free(error);
    }
    const genauth_code unknown[] = {GENAUTH_OK, -1, GENAUTH_ERR_STORE + 1, INT32_MAX};
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        expect(genauth_error_new(unknown[i], "odd"), GENAUTH_ERR_INTERNAL, "odd");
    }
    const char *const no_text[] = {NULL, NOT_UTF8};
    for (size_t i = 0; i < sizeof no_text / sizeof *no_text; i++) {
        error = genauth_error_new(GENAUTH_ERR_API, no_text[i]);
        CHECK(genauth_error_code(error) == GENAUTH_ERR_API && !*genauth_error_message(error));
        genauth_error_free(error);
    }
}

static void null_is_no_crash(void) {
    CHECK(genauth_error_code(NULL) == GENAUTH_OK);
    CHECK(strcmp(genauth_error_message(NULL), "") == 0);
    CHECK(strcmp(genauth_error_hint(NULL), "") == 0);
    CHECK(genauth_error_http_status(NULL) == 0 && genauth_error_status_code(NULL) == 0);
    CHECK(!genauth_error_api_code(NULL) && !genauth_error_request_id(NULL) && !genauth_error_to_json(NULL));
    CHECK(genauth_error_retry_after_ms(NULL) == -1);
    CHECK(!genauth_error_is_retryable(NULL) && !genauth_error_session_is_dead(NULL));
    genauth_error_free(NULL);
    genauth_string_free(NULL);
}

int main(void) {
    every_fact();
    no_server();
    made_by_the_application();
    null_is_no_crash();
    return EXIT_SUCCESS;
}
