/* A session: fresh tokens, one refresh for many threads, its end, its events. */
#define _DEFAULT_SOURCE
#include <pthread.h>
#include <time.h>

#include "mailbox.h"
#include "openid.h"

enum { THREADS = 64, CALLS = 1000 };

typedef struct {
    pthread_mutex_t lock;
    char heard[256]; /* every event, and the reason behind a colon */
    genauth_session *session;
    bool is_running; /* or has run */
    bool refreshes, frees;
    long slow_ms;
} listener;

#define NEW_LISTENER {.lock = PTHREAD_MUTEX_INITIALIZER}

static void listen_to(void *user_data, const char *event, const char *reason) {
    listener *mine = user_data;
    const struct timespec pause = {0, mine->slow_ms * 1000000};
    pthread_mutex_lock(&mine->lock);
    mine->is_running = true;
    pthread_mutex_unlock(&mine->lock);
    if (mine->slow_ms) nanosleep(&pause, NULL);
    pthread_mutex_lock(&mine->lock);
    char *end = mine->heard + strlen(mine->heard);
    snprintf(end, sizeof mine->heard - (size_t)(end - mine->heard), "%s%s%s,", event, reason ? ":" : "",
             reason ? reason : "");
    pthread_mutex_unlock(&mine->lock);
    if (mine->refreshes) {
        mine->refreshes = false;
        CHECK(genauth_session_refresh(mine->session, NULL, NULL));
    }
    if (mine->frees) genauth_session_free(mine->session);
}

static void wait_until_running(listener *mine) {
    const struct timespec pause = {0, 1000000};
    for (bool is_running = false; !is_running; nanosleep(&pause, NULL)) {
        pthread_mutex_lock(&mine->lock);
        is_running = mine->is_running;
        pthread_mutex_unlock(&mine->lock);
    }
}

static bool has_heard(listener *mine, const char *events) {
    pthread_mutex_lock(&mine->lock);
    const bool same = strcmp(mine->heard, events) == 0;
    if (!same) fprintf(stderr, "heard %s\n", mine->heard);
    pthread_mutex_unlock(&mine->lock);
    return same;
}

static void fresh(void) {
    genauth_session *session = new_session(false);
    const int before = token_requests();
    char *token = genauth_session_access_token(session, NULL, NULL);
    char *json = genauth_session_tokens(session);
    CHECK(token && strstr(json, token) && token_requests() == before);
    CHECK(genauth_session_refresh(session, NULL, NULL) && token_requests() == before + 1);
    char *newer = genauth_session_access_token(session, NULL, NULL);
    CHECK(newer && strcmp(token, newer) != 0 && token_requests() == before + 1);
    char *after = genauth_session_access_token_after(session, token, NULL, NULL);
    CHECK(after && strcmp(newer, after) == 0 && token_requests() == before + 1);
    genauth_string_free(after);
    after = genauth_session_access_token_after(session, newer, NULL, NULL);
    CHECK(after && strcmp(newer, after) != 0 && token_requests() == before + 2);
    genauth_string_free(after);
    genauth_string_free(token), genauth_string_free(newer), genauth_string_free(json);
    char *claims = genauth_session_claims(session);
    CHECK(claims && strstr(claims, USER));
    genauth_string_free(claims);
    genauth_session_free(session);
}

/* The service refuses a token that looks fresh: it is refreshed, and the call is made again. */
static void refused(void) {
    genauth_session *session = new_session(false);
    char *json = genauth_session_tokens(session);
    spoil("expire", json, "access_token");
    genauth_string_free(json);
    const int before = token_requests();
    genauth_client *client = genauth_session_client(session, NULL);
    CHECK(call_succeeds(client) && token_requests() == before + 1);
    genauth_client_free(client);

    genauth_client *other = new_client(own_host());
    genauth_client_use_session(other, session);
    genauth_client_use_session(NULL, session);
    genauth_client_use_session(other, NULL);
    genauth_session_free(session);
    CHECK(call_succeeds(other));
    genauth_client_free(other);
}

static void *want_a_token(void *session) {
    return genauth_session_access_token(session, NULL, NULL);
}

static void one_refresh_for_all(void) {
    genauth_session *session = new_session(true);
    const int before = token_requests();
    pthread_t threads[THREADS];
    char *first = NULL;
    for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, want_a_token, session) == 0);
    for (int i = 0; i < THREADS; i++) {
        void *token;
        CHECK(pthread_join(threads[i], &token) == 0 && token);
        if (first) {
            CHECK(strcmp(first, token) == 0);
            genauth_string_free(token);
        } else {
            first = token;
        }
    }
    genauth_string_free(first);
    CHECK(token_requests() == before + 1);
    genauth_session_free(session);
}

static void one_refresh_for_all_calls(void) {
    static mailbox mine[CALLS];
    const mailbox empty = EMPTY_MAILBOX;
    genauth_config *config = session_config();
    genauth_config_set_timeout_ms(config, 60000); /* they are many, and a checker is slow */
    genauth_config_set_connect_timeout_ms(config, 60000);
    char *json = tokens(true);
    genauth_session *session = genauth_session_from_tokens(config, json, NULL);
    free(json), genauth_config_free(config);
    const int before = token_requests();
    genauth_client *client = genauth_session_client(session, NULL);
    for (int i = 0; i < CALLS; i++) {
        mine[i] = empty;
        start(client, 0, NULL, &mine[i]);
    }
    for (int i = 0; i < CALLS; i++) CHECK(code_in(&mine[i]) == GENAUTH_OK);
    CHECK(token_requests() == before + 1);
    genauth_client_free(client), genauth_session_free(session);
}

static void signed_out(void) {
    listener mine = NEW_LISTENER;
    genauth_session *session = new_session(false);
    genauth_session_on_event(session, listen_to, &mine);
    char *json = genauth_session_tokens(session);
    genauth_config *config = session_config();
    genauth_session *same = genauth_session_from_tokens(config, json, NULL);
    genauth_string_free(json);
    genauth_config_free(config);

    json = genauth_session_sign_out(session, NULL, NULL);
    CHECK(json && strstr(json, "\"revoked\":true") && strstr(json, "\"store_removed\":true"));
    genauth_string_free(json);
    CHECK(has_heard(&mine, "signed_out,"));
    CHECK(!genauth_session_tokens(session) && !genauth_session_claims(session));
    genauth_error *error = NULL;
    CHECK(!genauth_session_access_token(session, NULL, &error));
    CHECK(!genauth_error_session_is_dead(error)); /* The server did not end it. */
    expect(error, GENAUTH_ERR_UNAUTHENTICATED, "signed out");
    char *url = genauth_session_end_session_url(session, "https://app.example/bye");
    CHECK(strstr(url, "/oidc/session/end?id_token_hint=") && strstr(url, "bye"));
    genauth_string_free(url);
    url = genauth_session_end_session_url(session, NULL);
    CHECK(!strstr(url, "post_logout_redirect_uri"));
    genauth_string_free(url);
    genauth_session_free(session);

    /* The grant is gone at the server as well, which is an end for whoever still has its tokens. */
    listener other = NEW_LISTENER;
    genauth_session_on_event(same, listen_to, &other);
    error = NULL;
    CHECK(!genauth_session_refresh(same, NULL, &error));
    CHECK(genauth_error_session_is_dead(error) && strcmp(genauth_error_oauth_error(error), "invalid_grant") == 0);
    expect(error, GENAUTH_ERR_UNAUTHENTICATED, "");
    CHECK(has_heard(&other, "ended:invalid_grant,"));
    genauth_session_free(same);
}

/* A listener may block, use the session, and even free it; none is called any more once it was replaced. */
static void listeners(void) {
    listener first = NEW_LISTENER, second = NEW_LISTENER, last = NEW_LISTENER;
    genauth_session *session = new_session(false);
    first.session = session;
    first.refreshes = true;
    first.slow_ms = 50;
    genauth_session_on_event(session, listen_to, &first);
    CHECK(genauth_session_refresh(session, NULL, NULL));
    CHECK(has_heard(&first, "refreshed,refreshed,"));
    genauth_session_on_event(session, listen_to, &second);
    CHECK(genauth_session_refresh(session, NULL, NULL));
    genauth_session_on_event(session, NULL, NULL);
    CHECK(genauth_session_refresh(session, NULL, NULL));
    CHECK(has_heard(&first, "refreshed,refreshed,") && has_heard(&second, "refreshed,"));

    genauth_client *client = genauth_session_client(session, NULL);
    genauth_session_on_event(session, listen_to, &second);
    genauth_session_free(session);
    genauth_call *call = genauth_call_new();
    CHECK(call_succeeds(client) && has_heard(&second, "refreshed,"));
    genauth_call_free(call);
    genauth_client_free(client);

    session = new_session(true);
    last.session = session;
    last.frees = true;
    client = genauth_session_client(session, NULL);
    genauth_session_on_event(session, listen_to, &last);
    CHECK(call_succeeds(client) && has_heard(&last, "refreshed,"));
    genauth_client_free(client);
    genauth_session_on_event(NULL, listen_to, &last);
}

static void *free_it(void *session) {
    genauth_session_free(session);
    return NULL;
}

static void *refresh_it(void *client) {
    CHECK(call_succeeds(client));
    return NULL;
}

/* Freeing waits for a listener that is running, so that what the listener uses can be freed next. */
static void freed_while_a_listener_runs(void) {
    listener *mine = calloc(1, sizeof *mine);
    pthread_mutex_init(&mine->lock, NULL);
    mine->slow_ms = 200;
    genauth_session *session = new_session(true);
    genauth_client *client = genauth_session_client(session, NULL);
    genauth_session_on_event(session, listen_to, mine);
    pthread_t caller, freer;
    CHECK(pthread_create(&caller, NULL, refresh_it, client) == 0);
    wait_until_running(mine);
    CHECK(pthread_create(&freer, NULL, free_it, session) == 0);
    CHECK(pthread_join(freer, NULL) == 0);
    free(mine);
    CHECK(pthread_join(caller, NULL) == 0);
    genauth_client_free(client);
}

typedef struct {
    genauth_session *session;
    mailbox outcome;
} ending;

static void free_session(void *user_data, char *profile, genauth_error *error) {
    ending *mine = user_data;
    genauth_session_free(mine->session);
    deliver(&mine->outcome, profile, error);
}

/* Inside a completion callback nothing waits for the listener, which may wait for the library's own thread itself. */
static void freed_inside_a_completion(void) {
    listener mine = NEW_LISTENER;
    ending end = {new_session(true), EMPTY_MAILBOX};
    mine.session = new_session(false);
    mine.refreshes = true;
    mine.slow_ms = 200;
    genauth_session_on_event(end.session, listen_to, &mine);
    genauth_client *client = genauth_session_client(end.session, NULL), *other = new_client(emulator());
    pthread_t caller;
    CHECK(pthread_create(&caller, NULL, refresh_it, client) == 0);
    wait_until_running(&mine);
    genauth_client_get_profile_async(other, 0, NULL, free_session, &end);
    CHECK(code_in(&end.outcome) == GENAUTH_OK);
    CHECK(pthread_join(caller, NULL) == 0 && has_heard(&mine, "refreshed,"));
    genauth_session_free(mine.session);
    genauth_client_free(client), genauth_client_free(other);
}

static void invalid_arguments(void) {
    genauth_config *config = session_config();
    genauth_error *error = NULL;
    CHECK(!genauth_session_from_tokens(NULL, "{}", &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "");
    error = NULL;
    CHECK(!genauth_session_from_tokens(config, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "tokens_json is NULL");
    error = NULL;
    CHECK(!genauth_session_from_tokens(config, "{\"access_token\": 7, \"x\": \"hidden\"}", &error));
    CHECK(!strstr(genauth_error_message(error), "hidden"));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "access_token");
    error = NULL;
    CHECK(!genauth_session_client(NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "session is NULL");
    CHECK(!genauth_session_access_token(NULL, NULL, NULL) && !genauth_session_refresh(NULL, NULL, NULL));
    CHECK(!genauth_session_tokens(NULL) && !genauth_session_claims(NULL));
    CHECK(!genauth_session_sign_out(NULL, NULL, NULL) && !genauth_session_end_session_url(NULL, NULL));
    CHECK(!genauth_session_use_file(NULL, "x", NULL) && !genauth_session_open_file(config, NULL, NULL));
    genauth_session_free(NULL);

    genauth_session *session = genauth_session_from_tokens(config, "{\"access_token\": \"a\"}", NULL);
    CHECK(session && !genauth_session_claims(session) && !genauth_session_end_session_url(session, NOT_UTF8));
    error = NULL;
    CHECK(!genauth_session_access_token_after(session, NULL, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "rejected is NULL");
    error = NULL;
    CHECK(!genauth_session_access_token_after(session, "two words", NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "access token");
    error = NULL;
    CHECK(!genauth_session_access_token_after(session, "a", NULL, &error));
    expect(error, GENAUTH_ERR_UNAUTHENTICATED, "no refresh token");
    char *other = genauth_session_access_token_after(session, "another", NULL, NULL);
    CHECK(other && !strcmp(other, "a"));
    genauth_string_free(other);
    genauth_call *cancelled = genauth_call_new();
    genauth_call_cancel(cancelled);
    error = NULL;
    CHECK(!genauth_session_refresh(session, cancelled, &error));
    expect(error, GENAUTH_ERR_CANCELLED, "");
    genauth_call_free(cancelled);
    genauth_session_free(session);
    genauth_config_free(config);
}

int main(void) {
    fresh();
    refused();
    one_refresh_for_all();
    one_refresh_for_all_calls();
    signed_out();
    listeners();
    freed_while_a_listener_runs();
    freed_inside_a_completion();
    invalid_arguments();
    return EXIT_SUCCESS;
}
