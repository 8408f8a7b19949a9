/* A store of the application's, in memory, that can be made to fail in every way. */
#ifndef MEMORY_STORE_H
#define MEMORY_STORE_H

#include <pthread.h>

#include "openid.h"

typedef struct {
    pthread_mutex_t lock;
    char *record;
    uint64_t generation;
    int saves, removes, destroyed;
    genauth_store_status load_is, save_is, remove_is; /* what they return instead of doing their work */
    const char *loads;                                /* instead of the record */
    bool hangs, calls_back;
    genauth_session *session;
    pthread_mutex_t gate; /* what it hangs on */
} memory;

static memory new_memory(void) {
    memory mine;
    memset(&mine, 0, sizeof mine);
    pthread_mutex_init(&mine.lock, NULL);
    pthread_mutex_init(&mine.gate, NULL);
    return mine;
}

/* Every call that would wait for the store is refused. */
static void call_back(memory *mine) {
    genauth_error *error = NULL;
    CHECK(!genauth_session_access_token(mine->session, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "inside a session store");
    error = NULL;
    CHECK(!genauth_session_refresh(mine->session, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "inside a session store");
    error = NULL;
    CHECK(!genauth_session_sign_out(mine->session, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "inside a session store");
    error = NULL;
    CHECK(!genauth_session_use_file(mine->session, "never-written", &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "inside a session store");
    genauth_client *client = genauth_session_client(mine->session, NULL);
    expect(failed(client, 0, NULL), GENAUTH_ERR_INVALID_ARGUMENT, "inside a session store");
    genauth_client_free(client);
    char *url = genauth_session_end_session_url(mine->session, NULL); /* What does not block works. */
    CHECK(url);
    genauth_string_free(url);
}

static void enter(memory *mine) {
    CHECK(pthread_mutex_trylock(&mine->lock) == 0); /* never two at once */
    if (mine->hangs) {
        pthread_mutex_lock(&mine->gate);
        pthread_mutex_unlock(&mine->gate);
    }
    if (mine->calls_back) call_back(mine);
}

static genauth_store_status leave(memory *mine, genauth_store_status status) {
    pthread_mutex_unlock(&mine->lock);
    return status;
}

static genauth_store_status load(void *user_data, genauth_record_sink *found) {
    memory *mine = user_data;
    enter(mine);
    if (mine->load_is) return leave(mine, mine->load_is);
    if (mine->loads) {
        genauth_record_sink_give(found, mine->loads);
        return leave(mine, GENAUTH_STORE_OK);
    }
    if (!mine->record) return leave(mine, GENAUTH_STORE_EMPTY);
    genauth_record_sink_give(found, mine->record);
    return leave(mine, GENAUTH_STORE_OK);
}

static genauth_store_status save(void *user_data, uint64_t expected, uint64_t generation, const char *record,
                                 genauth_record_sink *newer) {
    memory *mine = user_data;
    enter(mine);
    if (mine->save_is) return leave(mine, mine->save_is);
    if (mine->generation != expected) {
        if (mine->record) genauth_record_sink_give(newer, mine->record);
        return leave(mine, GENAUTH_STORE_CONFLICT);
    }
    char in_record[64];
    snprintf(in_record, sizeof in_record, "\"generation\":%llu,", (unsigned long long)generation);
    CHECK(generation > expected && strstr(record, in_record) && strstr(record, "\"app_id\":\"test-app\""));
    free(mine->record);
    mine->record = strdup(record);
    mine->generation = generation;
    mine->saves++;
    return leave(mine, GENAUTH_STORE_OK);
}

static genauth_store_status remove_(void *user_data) {
    memory *mine = user_data;
    enter(mine);
    if (mine->remove_is) return leave(mine, mine->remove_is);
    free(mine->record);
    mine->record = NULL;
    mine->generation = 0;
    mine->removes++;
    return leave(mine, GENAUTH_STORE_OK);
}

static void destroy(void *user_data) {
    count(&((memory *)user_data)->destroyed);
}

static genauth_session_store store_of(memory *mine) {
    const genauth_session_store store = {mine, load, save, remove_, destroy};
    return store;
}

#endif
