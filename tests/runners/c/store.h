/* A store that does what a scenario says. */
#ifndef RUNNER_STORE_H
#define RUNNER_STORE_H

#include <genauth.h>
#include <json-c/json.h>
#include <pthread.h>

struct store {
    pthread_mutex_t lock;
    json_object *script; /* NULL: there is no store */
    char *record;        /* as it was written; NULL: none */
    size_t loads, saves, removes;
};

/* Begins with what the script says. The store must not move until store_free(). */
void store_begin(struct store *store, json_object *script);

/* The store for a session. It must outlive the session. */
genauth_session_store store_functions(struct store *store);

/* The member `stored`. */
void store_print(struct store *store);

void store_free(struct store *store);

#endif
