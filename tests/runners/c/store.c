#define _POSIX_C_SOURCE 200809L

#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put(struct store *store, const char *record) {
    char *copy = record ? strdup(record) : NULL;
    free(store->record);
    store->record = copy;
}

static void put_json(struct store *store, json_object *record) {
    put(store, record ? json_object_to_json_string_ext(record, JSON_C_TO_STRING_PLAIN) : NULL);
}

/* Takes the step of this use; the last one repeats. */
static genauth_store_status take(struct store *store, const char *function, size_t *used) {
    json_object *steps = json_object_object_get(store->script, function);
    const size_t count = steps ? json_object_array_length(steps) : 0;
    if (count == 0) return GENAUTH_STORE_OK;
    json_object *step = json_object_array_get_idx(steps, *used < count ? *used : count - 1);
    ++*used;
    if (json_object_is_type(step, json_type_object)) {
        put_json(store, json_object_object_get(step, "record"));
        return GENAUTH_STORE_OK;
    }
    const char *name = json_object_get_string(step);
    if (strcmp(name, "locked") == 0) return GENAUTH_STORE_LOCKED;
    return strcmp(name, "works") == 0 ? GENAUTH_STORE_OK : GENAUTH_STORE_FAILED;
}

static uint64_t generation(const struct store *store) {
    if (!store->record) return 0;
    json_object *record = json_tokener_parse(store->record);
    const uint64_t generation = json_object_get_uint64(json_object_object_get(record, "generation"));
    json_object_put(record);
    return generation;
}

static genauth_store_status load(void *user_data, genauth_record_sink *found) {
    struct store *store = user_data;
    pthread_mutex_lock(&store->lock);
    genauth_store_status status = take(store, "load", &store->loads);
    if (status == GENAUTH_STORE_OK && store->record) {
        genauth_record_sink_give(found, store->record);
    } else if (status == GENAUTH_STORE_OK) {
        status = GENAUTH_STORE_EMPTY;
    }
    pthread_mutex_unlock(&store->lock);
    return status;
}

static genauth_store_status save(void *user_data, uint64_t expected, uint64_t generation_of_record,
                                 const char *record, genauth_record_sink *newer) {
    (void)generation_of_record; /* the record says it, too */
    struct store *store = user_data;
    pthread_mutex_lock(&store->lock);
    genauth_store_status status = take(store, "save", &store->saves);
    if (status == GENAUTH_STORE_OK && generation(store) != expected) {
        if (store->record) genauth_record_sink_give(newer, store->record);
        status = GENAUTH_STORE_CONFLICT;
    } else if (status == GENAUTH_STORE_OK) {
        put(store, record);
    }
    pthread_mutex_unlock(&store->lock);
    return status;
}

static genauth_store_status remove_record(void *user_data) {
    struct store *store = user_data;
    pthread_mutex_lock(&store->lock);
    const genauth_store_status status = take(store, "remove", &store->removes);
    if (status == GENAUTH_STORE_OK) put(store, NULL);
    pthread_mutex_unlock(&store->lock);
    return status;
}

void store_begin(struct store *store, json_object *script) {
    *store = (struct store){.lock = PTHREAD_MUTEX_INITIALIZER, .script = script};
    put_json(store, json_object_object_get(script, "record"));
}

genauth_session_store store_functions(struct store *store) {
    return (genauth_session_store){.user_data = store, .load = load, .save = save, .remove = remove_record};
}

void store_print(struct store *store) {
    pthread_mutex_lock(&store->lock);
    printf("\"stored\":%s", store->record ? store->record : "null");
    pthread_mutex_unlock(&store->lock);
}

void store_free(struct store *store) { free(store->record); }
