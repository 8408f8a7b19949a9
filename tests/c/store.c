/* Where a session is kept: the application's functions, and the library's file. */
#define _DEFAULT_SOURCE
#include <pthread.h>
#include <sys/stat.h>

#include "memory_store.h"

static genauth_session *open_(memory *mine, genauth_error **error) {
    genauth_config *config = session_config();
    const genauth_session_store store = store_of(mine);
    genauth_session *session = genauth_session_open(config, &store, error);
    genauth_config_free(config);
    return session;
}

static void use(genauth_session *session, memory *mine) {
    const genauth_session_store store = store_of(mine);
    genauth_error *error = NULL;
    if (!genauth_session_use_store(session, &store, &error)) fprintf(stderr, "%s\n", genauth_error_message(error));
    CHECK(!error);
}

static void round_trip(void) {
    memory mine = new_memory();
    genauth_error *error = NULL;
    CHECK(!open_(&mine, &error) && !error && becomes(&mine.destroyed, 1)); /* empty is no error */
    genauth_session *session = new_session(false);
    use(session, &mine);
    CHECK(mine.saves == 1 && mine.record);
    CHECK(genauth_session_refresh(session, NULL, NULL) && mine.saves > 1);
    char *tokens = genauth_session_access_token(session, NULL, NULL);
    CHECK(strstr(mine.record, tokens)); /* saved before used */
    CHECK(becomes(&mine.destroyed, 1));
    genauth_session_free(session);
    CHECK(becomes(&mine.destroyed, 2) && mine.record);

    session = open_(&mine, &error);
    char *again = genauth_session_access_token(session, NULL, NULL);
    CHECK(again && strcmp(tokens, again) == 0);
    genauth_string_free(tokens), genauth_string_free(again);
    char *claims = genauth_session_claims(session);
    CHECK(claims && strstr(claims, USER));
    genauth_string_free(claims);
    genauth_string_free(genauth_session_sign_out(session, NULL, NULL));
    CHECK(!mine.record && mine.removes == 1);
    genauth_session_free(session);
    CHECK(becomes(&mine.destroyed, 3));
}

/* Another process was faster, which a second session stands for: its tokens are taken. Nothing is refreshed twice. */
static void conflict(void) {
    memory mine = new_memory();
    genauth_session *first = new_session(false);
    use(first, &mine);
    genauth_session *second = open_(&mine, NULL);
    CHECK(genauth_session_refresh(first, NULL, NULL));
    const int before = token_requests();
    CHECK(genauth_session_refresh(second, NULL, NULL) && token_requests() == before);
    char *one = genauth_session_tokens(first), *other = genauth_session_tokens(second);
    CHECK(strcmp(one, other) == 0);
    genauth_string_free(one), genauth_string_free(other);
    /* A record that was removed is not written again. */
    genauth_string_free(genauth_session_sign_out(first, NULL, NULL));
    genauth_error *error = NULL;
    CHECK(!genauth_session_refresh(second, NULL, &error));
    expect(error, GENAUTH_ERR_UNAUTHENTICATED, "signed out");
    CHECK(!mine.record);
    genauth_session_free(first), genauth_session_free(second);
    CHECK(becomes(&mine.destroyed, 2));
}

static void count_failures(void *count, const char *event, const char *reason) {
    CHECK(!reason);
    if (strcmp(event, "store_failed") == 0) ++*(int *)count;
}

static void failures(void) {
    memory mine = new_memory();
    genauth_error *error = NULL;
    for (genauth_store_status bad = GENAUTH_STORE_FAILED; bad < 7; bad++) {
        mine.load_is = bad;
        error = NULL;
        CHECK(!open_(&mine, &error));
        expect(error, GENAUTH_ERR_STORE, "the session store failed");
    }
    mine.load_is = GENAUTH_STORE_LOCKED;
    error = NULL;
    CHECK(!open_(&mine, &error) && genauth_error_is_retryable(error));
    expect(error, GENAUTH_ERR_STORE, "locked");
    mine.load_is = GENAUTH_STORE_OK;
    const char *const no_records[] = {"", "{}", NOT_UTF8, "{\"access_token\": \"hidden\"}"};
    for (size_t i = 0; i < sizeof no_records / sizeof *no_records; i++) {
        mine.loads = no_records[i];
        error = NULL;
        CHECK(!open_(&mine, &error) && !strstr(genauth_error_message(error), "hidden"));
        expect(error, GENAUTH_ERR_STORE, "cannot be read");
    }
    mine.loads = NULL;

    /* The session goes on in memory, says so, and saves later. */
    int heard = 0;
    genauth_session *session = new_session(false);
    use(session, &mine);
    genauth_session_on_event(session, count_failures, &heard);
    const int saved = mine.saves;
    mine.save_is = GENAUTH_STORE_FAILED;
    CHECK(genauth_session_refresh(session, NULL, NULL) && heard == 1 && mine.saves == saved);
    mine.save_is = GENAUTH_STORE_OK;
    char *token = genauth_session_access_token(session, NULL, NULL);
    CHECK(token && mine.saves > saved && strstr(mine.record, token));
    genauth_string_free(token);
    mine.remove_is = GENAUTH_STORE_FAILED;
    char *json = genauth_session_sign_out(session, NULL, NULL);
    CHECK(strstr(json, "\"revoked\":true") && strstr(json, "\"store_removed\":false") && strstr(json, "\"store\""));
    genauth_string_free(json);
    genauth_session_free(session);
    free(mine.record);
}

/* A store that fails at first is used all the same. */
static void failing_at_first(void) {
    memory mine = new_memory();
    genauth_session *session = new_session(false);
    const genauth_session_store store = store_of(&mine);
    genauth_error *error = NULL;
    mine.save_is = GENAUTH_STORE_FAILED;
    CHECK(!genauth_session_use_store(session, &store, &error) && becomes(&mine.destroyed, 0));
    expect(error, GENAUTH_ERR_STORE, "the session store failed");
    mine.save_is = GENAUTH_STORE_OK;
    char *token = genauth_session_access_token(session, NULL, NULL);
    CHECK(token && mine.saves == 1);
    genauth_string_free(token);
    memory other = new_memory();
    use(session, &other); /* The one that is replaced is destroyed. */
    CHECK(becomes(&mine.destroyed, 1) && other.saves == 1);
    genauth_session_free(session);
    CHECK(becomes(&other.destroyed, 1));
    free(mine.record), free(other.record);
}

static void hanging(void) {
    memory mine = new_memory();
    genauth_session *session = new_session(true);
    use(session, &mine);
    mine.hangs = true;
    pthread_mutex_lock(&mine.gate);
    genauth_call *call = genauth_call_new();
    genauth_call_set_timeout_ms(call, 100);
    genauth_error *error = NULL;
    CHECK(!genauth_session_access_token(session, call, &error));
    CHECK(genauth_error_code(error) == GENAUTH_ERR_TIMEOUT);
    genauth_error_free(error);
    genauth_call_free(call);
    pthread_mutex_unlock(&mine.gate); /* The refresh goes on, and serves the next call. */
    char *token = genauth_session_access_token(session, NULL, NULL);
    CHECK(token);
    genauth_string_free(token);
    genauth_session_free(session);
    CHECK(becomes(&mine.destroyed, 1));
    free(mine.record);
}

static void calling_back(void) {
    memory mine = new_memory();
    genauth_session *session = new_session(false);
    mine.session = session;
    mine.calls_back = true;
    use(session, &mine);
    CHECK(genauth_session_refresh(session, NULL, NULL) && mine.saves > 1);
    genauth_string_free(genauth_session_sign_out(session, NULL, NULL));
    CHECK(mine.removes == 1 && !mine.record);
    genauth_session_free(session);
    CHECK(becomes(&mine.destroyed, 1));
}

static void invalid_arguments(void) {
    memory mine = new_memory();
    genauth_session_store store = store_of(&mine);
    genauth_config *config = session_config();
    genauth_session *session = new_session(false);
    genauth_error *error = NULL;
    CHECK(!genauth_session_open(config, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "store is NULL");
    error = NULL;
    CHECK(!genauth_session_open(NULL, &store, &error) && becomes(&mine.destroyed, 1));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "config is NULL");
    error = NULL;
    CHECK(!genauth_session_use_store(NULL, &store, &error) && becomes(&mine.destroyed, 2));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "session is NULL");
    store.save = NULL;
    error = NULL;
    CHECK(!genauth_session_use_store(session, &store, &error) && becomes(&mine.destroyed, 3));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "store.save is NULL");
    store = store_of(&mine);
    store.destroy = NULL;
    CHECK(genauth_session_use_store(session, &store, NULL));
    genauth_session_free(session);
    CHECK(becomes(&mine.destroyed, 3));
    genauth_record_sink_give(NULL, "{}");
    genauth_config_free(config);
    free(mine.record);
}

static void in_a_file(void) {
    char folder[] = "/tmp/genauth-XXXXXX", path[64], beside[80];
    CHECK(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/session.json", folder);
    genauth_config *config = session_config();
    genauth_error *error = NULL;
    CHECK(!genauth_session_open_file(config, path, &error) && !error);
    genauth_session *session = new_session(false);
    CHECK(genauth_session_use_file(session, path, NULL));
    struct stat file;
    CHECK(stat(path, &file) == 0 && (file.st_mode & 0777) == 0600);
    char *tokens = genauth_session_tokens(session);
    genauth_session_free(session);
    session = genauth_session_open_file(config, path, NULL);
    char *again = genauth_session_tokens(session);
    CHECK(again && strcmp(tokens, again) == 0);
    genauth_string_free(tokens), genauth_string_free(again);
    genauth_string_free(genauth_session_sign_out(session, NULL, NULL));
    CHECK(stat(path, &file) != 0);
    genauth_session_free(session);

    CHECK(!genauth_session_open_file(config, folder, &error)); /* not a file */
    expect(error, GENAUTH_ERR_STORE, "the session store failed");
    genauth_config_free(config);
    const char *const suffixes[] = {".lock", ".refreshing"};
    for (int i = 0; i < 2; i++) {
        snprintf(beside, sizeof beside, "%s%s", path, suffixes[i]);
        unlink(beside);
    }
    CHECK(rmdir(folder) == 0);
}

int main(void) {
    round_trip();
    conflict();
    failures();
    failing_at_first();
    hanging();
    calling_back();
    invalid_arguments();
    in_a_file();
    return EXIT_SUCCESS;
}
