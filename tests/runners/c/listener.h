/* What a session told. */
#ifndef RUNNER_LISTENER_H
#define RUNNER_LISTENER_H

#include <json-c/json.h>
#include <pthread.h>

struct listener {
    pthread_mutex_t lock;
    pthread_cond_t has_heard;
    json_object *events;
};

void listener_begin(struct listener *listener);

/* Is told of an event; a genauth_session_event_fn. */
void listener_hear(void *listener, const char *event, const char *reason);

/* Waits until there are so many events, but not for ever. */
void listener_await(struct listener *listener, size_t events);

/* The member `events`. */
void listener_print(struct listener *listener);

void listener_free(struct listener *listener);

#endif
