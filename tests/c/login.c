/* A login from its URL to the session: finished here, taken up by another process, in a browser of this machine. */
#define _DEFAULT_SOURCE
#include <pthread.h>

#include "openid.h"

#define CALLBACK "http://127.0.0.1/callback"
#define OPTIONS "{\"redirect_uri\": \"" CALLBACK "\", \"login_hint\": \"" USER "\"}"

static genauth_login *begin(const char *options) {
    genauth_config *config = session_config();
    genauth_login *login = genauth_login_begin(config, options, NULL);
    CHECK(login);
    genauth_config_free(config);
    return login;
}

static void check_session(genauth_session *session) {
    CHECK(session);
    char *claims = genauth_session_claims(session);
    CHECK(claims && strstr(claims, "\"sub\":\"" USER "\""));
    genauth_string_free(claims);
    char *tokens = genauth_session_tokens(session);
    CHECK(tokens && strstr(tokens, "\"refresh_token\":\"") && strstr(tokens, "offline_access"));
    genauth_string_free(tokens);
    genauth_client *client = genauth_session_client(session, NULL);
    CHECK(client);
    genauth_session_free(session);
    CHECK(call_succeeds(client)); /* The client keeps the session. */
    genauth_client_free(client);
}

static void finished(void) {
    genauth_login *login = begin(OPTIONS);
    const char *url = genauth_login_url(login);
    CHECK(strstr(url, "/oidc/auth?") && strstr(url, "code_challenge_method=S256") && strstr(url, "prompt=consent"));
    char *redirect = redirect_of(url);
    genauth_error *error = NULL;
    check_session(genauth_login_finish(login, redirect, NULL, &error));
    CHECK(!error);
    CHECK(!genauth_login_finish(login, redirect, NULL, &error)); /* It serves once. */
    expect(error, GENAUTH_ERR_LOGIN, "ended already");
    free(redirect);
    genauth_login_free(login);
}

static void taken_up(void) {
    genauth_login *first = begin(OPTIONS);
    char *json = genauth_login_to_json(first);
    char *redirect = redirect_of(genauth_login_url(first));
    genauth_login_free(first);
    genauth_config *config = session_config();
    genauth_login *second = genauth_login_from_json(config, json, NULL);
    CHECK(second);
    check_session(genauth_login_finish(second, redirect, NULL, NULL));
    genauth_error *error = NULL;
    CHECK(!genauth_login_from_json(config, "{}", &error) && error);
    genauth_error_free(error);
    genauth_config_free(config);
    genauth_login_free(second);
    genauth_string_free(json);
    free(redirect);
}

static void refused(void) {
    genauth_login *login = begin(OPTIONS);
    char *state = between(genauth_login_url(login), "&state=", "&");
    char query[256];
    genauth_error *error = NULL;
    CHECK(!genauth_login_finish(login, "state=another&code=c", NULL, &error));
    CHECK(!genauth_error_oauth_error(error));
    expect(error, GENAUTH_ERR_LOGIN, "another login");
    snprintf(query, sizeof query, "error=access_denied&state=%s", state);
    error = NULL;
    CHECK(!genauth_login_finish(login, query, NULL, &error));
    CHECK(strcmp(genauth_error_oauth_error(error), "access_denied") == 0);
    CHECK(strcmp(genauth_code_name(genauth_error_code(error)), "login") == 0);
    CHECK(!genauth_error_session_is_dead(error));
    expect(error, GENAUTH_ERR_LOGIN, "access_denied");
    free(state);
    genauth_login_free(login);
}

static void *browse(void *url) {
    char *redirect = redirect_of(url), *page = http("GET", redirect, "");
    CHECK(strncmp(redirect, "http://127.0.0.1:", 17) == 0 && strstr(page, "200 OK"));
    free(redirect), free(page);
    return NULL;
}

static void in_a_browser(void) {
    genauth_config *config = session_config();
    genauth_login *login = genauth_login_listen(config, "{\"login_hint\": \"" USER "\"}", NULL);
    CHECK(login);
    /* Nobody comes in time; the login stays open. */
    genauth_call *call = genauth_call_new();
    genauth_call_set_timeout_ms(call, 20);
    genauth_error *error = NULL;
    CHECK(!genauth_login_wait(login, call, &error));
    CHECK(genauth_error_code(error) == GENAUTH_ERR_TIMEOUT);
    genauth_error_free(error);
    genauth_call_free(call);

    char *url = strdup(genauth_login_url(login));
    pthread_t browser;
    CHECK(pthread_create(&browser, NULL, browse, url) == 0);
    check_session(genauth_login_wait(login, NULL, NULL));
    CHECK(pthread_join(browser, NULL) == 0);
    free(url);
    genauth_login_free(login);
    login = genauth_login_listen(config, NULL, NULL);
    CHECK(login && strstr(genauth_login_url(login), "redirect_uri=http%3A%2F%2F127.0.0.1%3A"));
    genauth_login_free(login);
    genauth_config_free(config);
}

static void invalid_arguments(void) {
    genauth_config *config = session_config();
    genauth_error *error = NULL;
    CHECK(!genauth_login_begin(NULL, OPTIONS, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "config is NULL");
    error = NULL;
    CHECK(!genauth_login_begin(config, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "redirect_uri");
    error = NULL;
    CHECK(!genauth_login_begin(config, "{\"redirect\": \"x\"}", &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "redirect");
    error = NULL;
    CHECK(!genauth_login_begin(config, NOT_UTF8, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "UTF-8");
    error = NULL;
    CHECK(!genauth_login_from_json(config, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "json is NULL");
    error = NULL;
    CHECK(!genauth_login_finish(NULL, "", NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "login is NULL");
    genauth_login *login = begin(OPTIONS);
    error = NULL;
    CHECK(!genauth_login_finish(login, NULL, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "url is NULL");
    error = NULL;
    CHECK(!genauth_login_wait(login, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "does not listen");
    genauth_login_free(login);
    CHECK(!genauth_login_url(NULL) && !genauth_login_to_json(NULL) && !genauth_error_oauth_error(NULL));
    genauth_login_free(NULL);

    genauth_config_set_client_auth(config, "sideways");
    error = NULL;
    CHECK(!genauth_login_begin(config, OPTIONS, &error));
    expect(error, GENAUTH_ERR_CONFIG, "client_auth");
    genauth_config_free(config);
}

/* A server's application has a secret. */
static void with_a_secret(void) {
    char *response = http("POST", "/__emulator/oidc/applications",
        "{\"app_id\": \"c-server\", \"app_secret\": \"c-secret\", \"redirect_uris\": [\"https://c.example/callback\"], "
        "\"client_auth\": \"client_secret_basic\"}");
    CHECK(strncmp(response, "HTTP/1.1 2", 10) == 0);
    free(response);
    genauth_config *config = genauth_config_new("c-server", own_host());
    genauth_config_set_app_secret(config, "c-secret");
    genauth_config_set_client_auth(config, "basic");
    genauth_config_set_timeout_ms(config, 60000);
    genauth_login *login = genauth_login_begin(
        config, "{\"redirect_uri\": \"https://c.example/callback\", \"login_hint\": \"" USER "\"}", NULL);
    genauth_config_free(config);
    char *redirect = redirect_of(genauth_login_url(login));
    check_session(genauth_login_finish(login, redirect, NULL, NULL));
    free(redirect);
    genauth_login_free(login);
}

int main(void) {
    finished();
    taken_up();
    refused();
    in_a_browser();
    invalid_arguments();
    with_a_secret();
    return EXIT_SUCCESS;
}
