/* The application's own source of tokens: at once, later, never; failing, slow, calling back. */
#define _DEFAULT_SOURCE
#include <time.h>

#include "mailbox.h"
#include "openid.h"

enum { CALLS = 16 };

typedef struct {
    const char *token;   /* what to give; NULL: nothing */
    const char *message; /* what to fail with */
    bool later, says_no, stays_silent, calls_back;
    const genauth_client *client;
    genauth_session *session;
    genauth_token_sink *left; /* a sink that nobody has used yet */
    pthread_mutex_t lock;
    pthread_mutex_t gate; /* what it blocks on */
    int asked, rejected, destroyed;
} source;

#define NEW_SOURCE {.lock = PTHREAD_MUTEX_INITIALIZER, .gate = PTHREAD_MUTEX_INITIALIZER}

static void *give_later(void *sink) {
    const struct timespec pause = {0, 20000000};
    nanosleep(&pause, NULL);
    genauth_token_sink_give(sink, GOOD_TOKEN);
    return NULL;
}

/* A client's call would ask the provider again; a session's own calls are fine. */
static void call_back(const source *mine) {
    expect(failed(mine->client, 0, NULL), GENAUTH_ERR_INVALID_ARGUMENT, "inside a token provider");
    char *token = genauth_session_access_token(mine->session, NULL, NULL);
    CHECK(token);
    genauth_string_free(token);
}

static bool provide(void *user_data, const char *rejected, genauth_token_sink *sink) {
    source *mine = user_data;
    pthread_mutex_lock(&mine->lock);
    mine->asked++;
    if (rejected) mine->rejected++;
    pthread_mutex_unlock(&mine->lock);
    pthread_mutex_lock(&mine->gate);
    pthread_mutex_unlock(&mine->gate);
    if (mine->calls_back) call_back(mine);
    if (mine->stays_silent) {
        mine->left = sink;
        return true;
    }
    if (mine->later) {
        pthread_t thread;
        CHECK(pthread_create(&thread, NULL, give_later, sink) == 0 && pthread_detach(thread) == 0);
        return true;
    }
    if (mine->message) genauth_token_sink_fail(sink, mine->message);
    else if (!mine->says_no) genauth_token_sink_give(sink, rejected ? GOOD_TOKEN : mine->token);
    return !mine->says_no;
}

static void destroy(void *user_data) {
    count(&((source *)user_data)->destroyed);
}

static genauth_client *client_of(source *mine) {
    genauth_client *client = new_client(emulator());
    genauth_client_use_provider(client, provide, mine, destroy);
    return client;
}

static void at_once_and_later(void) {
    source mine = NEW_SOURCE;
    mine.token = GOOD_TOKEN;
    genauth_client *client = client_of(&mine);
    CHECK(call_succeeds(client) && async_call_succeeds(client) && mine.asked == 2 && mine.rejected == 0);
    mine.later = true;
    CHECK(call_succeeds(client) && async_call_succeeds(client) && mine.asked == 4);
    mailbox boxes[CALLS];
    for (int i = 0; i < CALLS; i++) {
        boxes[i] = (mailbox)EMPTY_MAILBOX;
        start(client, 0, NULL, &boxes[i]);
    }
    for (int i = 0; i < CALLS; i++) CHECK(code_in(&boxes[i]) == GENAUTH_OK);
    genauth_client_free(client);
    CHECK(becomes(&mine.destroyed, 1));
}

/* A token that the service refuses is passed back, once. */
static void refused(void) {
    source mine = NEW_SOURCE;
    mine.token = "wrong-token";
    genauth_client *client = client_of(&mine);
    CHECK(call_succeeds(client) && mine.asked == 2 && mine.rejected == 1);
    genauth_client_free(client);
}

static void failing(void) {
    source mine = NEW_SOURCE;
    genauth_client *client = client_of(&mine);
    mine.message = "the vault is sealed";
    expect(failed(client, 0, NULL), GENAUTH_ERR_TOKEN_PROVIDER, "the vault is sealed");
    mine.says_no = true; /* after it has used the sink */
    expect(failed(client, 0, NULL), GENAUTH_ERR_TOKEN_PROVIDER, "the vault is sealed");
    mine.message = NULL;
    expect(failed(client, 0, NULL), GENAUTH_ERR_TOKEN_PROVIDER, "it returned false");
    mine.message = NOT_UTF8;
    expect(failed(client, 0, NULL), GENAUTH_ERR_TOKEN_PROVIDER, "UTF-8");
    mine.message = NULL;
    mine.says_no = false;
    const char *const bad[] = {NULL, "", "a\nb", NOT_UTF8};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        mine.token = bad[i];
        expect(failed(client, 0, NULL), GENAUTH_ERR_TOKEN_PROVIDER, "gave no token");
    }
    genauth_client_free(client);
    CHECK(becomes(&mine.destroyed, 1));
}

/* A provider that never delivers ends no call, and what it delivers after the call, or the client, is dropped. */
static void hanging(void) {
    source mine = NEW_SOURCE;
    mine.stays_silent = true;
    genauth_client *client = client_of(&mine);
    genauth_call *call = genauth_call_new();
    genauth_call_set_timeout_ms(call, 30);
    genauth_error *error = failed(client, 0, call);
    CHECK(genauth_error_code(error) == GENAUTH_ERR_TIMEOUT);
    genauth_error_free(error);
    genauth_token_sink_give(mine.left, GOOD_TOKEN);
    error = failed(client, 0, call);
    CHECK(genauth_error_code(error) == GENAUTH_ERR_TIMEOUT);
    genauth_error_free(error);
    genauth_call_free(call);
    genauth_client_free(client);
    CHECK(becomes(&mine.destroyed, 1));
    genauth_token_sink_fail(mine.left, "too late");
}

/* One that blocks holds up no asynchronous call for longer than its timeout, and no other call. */
static void blocking(void) {
    source mine = NEW_SOURCE;
    mine.token = GOOD_TOKEN;
    genauth_client *client = client_of(&mine), *other = new_client(emulator());
    mailbox box = EMPTY_MAILBOX;
    genauth_call *call = genauth_call_new();
    genauth_call_set_timeout_ms(call, 100);
    pthread_mutex_lock(&mine.gate);
    start(client, 0, call, &box);
    CHECK(async_call_succeeds(other));
    CHECK(code_in(&box) == GENAUTH_ERR_TIMEOUT);
    pthread_mutex_unlock(&mine.gate);
    CHECK(call_succeeds(client));
    genauth_call_free(call);
    genauth_client_free(client), genauth_client_free(other);
    CHECK(becomes(&mine.destroyed, 1));
}

static void calling_back(void) {
    source mine = NEW_SOURCE;
    mine.token = GOOD_TOKEN;
    mine.calls_back = true;
    mine.session = new_session(true);
    genauth_client *client = client_of(&mine);
    mine.client = client;
    CHECK(call_succeeds(client) && async_call_succeeds(client));
    genauth_client_free(client);
    genauth_session_free(mine.session);
}

/* One source at a time: what is replaced is destroyed, and a token of the call wins over all. */
static void replaced(void) {
    source first = NEW_SOURCE, second = NEW_SOURCE;
    second.token = GOOD_TOKEN;
    genauth_client *client = client_of(&first);
    genauth_client_use_provider(client, provide, &second, destroy);
    CHECK(becomes(&first.destroyed, 1) && call_succeeds(client) && second.asked == 1);
    genauth_call *call = genauth_call_new();
    CHECK(genauth_call_set_access_token(call, GOOD_TOKEN, NULL));
    genauth_string_free(genauth_client_get_profile(client, 0, call, NULL));
    genauth_call_free(call);
    CHECK(second.asked == 1);
    genauth_client_set_access_token(client, GOOD_TOKEN, NULL);
    CHECK(becomes(&second.destroyed, 1) && call_succeeds(client));

    genauth_client_use_provider(NULL, provide, &first, destroy);
    genauth_client_use_provider(client, NULL, &first, destroy);
    CHECK(becomes(&first.destroyed, 3) && first.asked == 0 && call_succeeds(client));
    genauth_client_use_provider(client, provide, &second, NULL);
    CHECK(call_succeeds(client));
    genauth_client_free(client);
    CHECK(becomes(&second.destroyed, 1));
    genauth_token_sink_give(NULL, GOOD_TOKEN);
    genauth_token_sink_fail(NULL, NULL);
}

int main(void) {
    at_once_and_later();
    refused();
    failing();
    hanging();
    blocking();
    calling_back();
    replaced();
    return EXIT_SUCCESS;
}
