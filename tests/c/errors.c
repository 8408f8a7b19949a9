/* Every error that can be made here, and every fact of it. */
#include "check.h"

static void expect(genauth_error *error, genauth_code code, const char *in_message) {
    CHECK(genauth_error_code(error) == code);
    if (!strstr(genauth_error_message(error), in_message)) fprintf(stderr, "%s\n", genauth_error_message(error));
    CHECK(strstr(genauth_error_message(error), in_message));
    genauth_error_free(error);
}

static genauth_error *refused(genauth_config *config) {
    genauth_error *error = NULL;
    CHECK(!genauth_client_new(config, &error));
    genauth_config_free(config);
    return error;
}

static genauth_error *failed(const genauth_client *client, uint32_t flags, genauth_call *call) {
    genauth_error *error = NULL;
    CHECK(!genauth_client_get_profile(client, flags, call, &error));
    return error;
}

static void configuration(void) {
    expect(refused(genauth_config_new(NULL, "example.com")), GENAUTH_ERR_INVALID_ARGUMENT, "app_id is NULL");
    expect(refused(genauth_config_new("app", "\xff")), GENAUTH_ERR_INVALID_ARGUMENT, "host is not UTF-8");
    expect(refused(genauth_config_new("", "example.com")), GENAUTH_ERR_CONFIG, "app_id");
    expect(refused(genauth_config_new("app", "http://example.com")), GENAUTH_ERR_CONFIG, "allow_insecure_http");
    expect(refused(genauth_config_new("app", "https://user:secret@example.com")), GENAUTH_ERR_CONFIG, "host");

    genauth_config *config = genauth_config_new("app", "example.com");
    genauth_config_set_header_prefix(config, "other");
    expect(refused(config), GENAUTH_ERR_CONFIG, "header_prefix");
    config = genauth_config_new("app", "example.com");
    genauth_config_set_ca_file(config, "/does/not/exist.pem");
    expect(refused(config), GENAUTH_ERR_CONFIG, "ca_file");
    config = genauth_config_new("app", "example.com");
    genauth_config_set_access_token(config, "two\r\nlines");
    expect(refused(config), GENAUTH_ERR_INVALID_ARGUMENT, "token");
    expect(refused(NULL), GENAUTH_ERR_INVALID_ARGUMENT, "config is NULL");

    genauth_error *error = NULL;
    CHECK(!genauth_config_from_json("{\"app_id\": \"x\", \"timout_ms\": 1}", &error));
    CHECK(strstr(genauth_error_hint(error), "timeout_ms"));
    expect(error, GENAUTH_ERR_CONFIG, "timout_ms");
    CHECK(!genauth_config_from_json("[]", NULL));
    config = genauth_config_from_json("{\"app_id\": \"x\", \"host\": \"example.com\", \"timeout_ms\": 1}", NULL);
    CHECK(config);
    genauth_config_free(config);
}

static void the_servers_no(void) {
    genauth_error *error = NULL;
    genauth_client *client = new_client(emulator());
    CHECK(genauth_client_set_access_token(client, "wrong-token", &error) && !error);
    error = failed(client, 0, NULL);
    CHECK(genauth_error_code(error) == GENAUTH_ERR_UNAUTHENTICATED);
    CHECK(genauth_error_http_status(error) == 200);
    CHECK(genauth_error_status_code(error) == 401);
    CHECK(strcmp(genauth_error_api_code(error), "2020") == 0);
    CHECK(genauth_error_request_id(error));
    CHECK(genauth_error_retry_after_ms(error) == -1);
    CHECK(!genauth_error_is_retryable(error));
    CHECK(genauth_error_session_is_dead(error));
    CHECK(genauth_error_hint(error)[0]);
    char *json = genauth_error_to_json(error);
    CHECK(strstr(json, "\"kind\":\"unauthenticated\"") && strstr(json, "\"attempts\":1"));
    CHECK(!strstr(json, "wrong-token"));
    genauth_string_free(json);
    genauth_error_free(error);

    CHECK(genauth_client_set_access_token(client, NULL, NULL));
    error = failed(client, 0, NULL);
    CHECK(!genauth_error_session_is_dead(error));
    expect(error, GENAUTH_ERR_UNAUTHENTICATED, "no access token");
    genauth_client_free(client);
}

static void the_call(void) {
    genauth_client *client = new_client(emulator());
    expect(failed(NULL, 0, NULL), GENAUTH_ERR_INVALID_ARGUMENT, "client is NULL");
    expect(failed(client, 1u << 9, NULL), GENAUTH_ERR_INVALID_ARGUMENT, "0x200");
    CHECK(!genauth_client_get_profile(client, 1u << 9, NULL, NULL));

    genauth_call *call = genauth_call_new();
    genauth_error *error = NULL;
    CHECK(!genauth_call_set_access_token(call, "", &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "empty");
    CHECK(genauth_call_set_access_token(call, "wrong-token", NULL));
    expect(failed(client, 0, call), GENAUTH_ERR_UNAUTHENTICATED, "401");
    genauth_call_cancel(call);
    expect(failed(client, 0, call), GENAUTH_ERR_CANCELLED, "cancelled");
    genauth_call_free(call);
    CHECK(call_succeeds(client));
    genauth_client_free(client);

    client = new_client("http://127.0.0.1:1");
    error = failed(client, 0, NULL);
    CHECK(genauth_error_is_retryable(error));
    expect(error, GENAUTH_ERR_NETWORK, "refused");
    genauth_client_free(client);
}

static void null_is_no_crash(void) {
    CHECK(genauth_error_code(NULL) == GENAUTH_OK);
    CHECK(strcmp(genauth_error_message(NULL), "") == 0);
    CHECK(strcmp(genauth_error_hint(NULL), "") == 0);
    CHECK(genauth_error_http_status(NULL) == 0 && genauth_error_status_code(NULL) == 0);
    CHECK(!genauth_error_api_code(NULL) && !genauth_error_request_id(NULL) && !genauth_error_to_json(NULL));
    CHECK(genauth_error_retry_after_ms(NULL) == -1);
    CHECK(!genauth_error_is_retryable(NULL) && !genauth_error_session_is_dead(NULL));
    genauth_config_set_timeout_ms(NULL, 1);
    genauth_config_set_proxy(NULL, NULL);
    genauth_config_set_allow_insecure_http(NULL, true);
    genauth_call_set_timeout_ms(NULL, 1);
    genauth_call_cancel(NULL);
    genauth_config_free(NULL);
    genauth_client_free(NULL);
    genauth_call_free(NULL);
    genauth_error_free(NULL);
    genauth_string_free(NULL);
}

int main(void) {
    configuration();
    the_servers_no();
    the_call();
    null_is_no_crash();
    return EXIT_SUCCESS;
}
