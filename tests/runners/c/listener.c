#define _POSIX_C_SOURCE 200809L

#include "listener.h"

#include <stdio.h>
#include <time.h>

enum { PATIENCE_S = 5 };

void listener_begin(struct listener *listener) {
    *listener = (struct listener){PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, json_object_new_array()};
}

void listener_hear(void *user_data, const char *event, const char *reason) {
    struct listener *listener = user_data;
    char text[100];
    snprintf(text, sizeof text, reason ? "%s(%s)" : "%s", event, reason);
    pthread_mutex_lock(&listener->lock);
    json_object_array_add(listener->events, json_object_new_string(text));
    pthread_cond_signal(&listener->has_heard);
    pthread_mutex_unlock(&listener->lock);
}

void listener_await(struct listener *listener, size_t events) {
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += PATIENCE_S;
    pthread_mutex_lock(&listener->lock);
    for (int status = 0; status == 0 && json_object_array_length(listener->events) < events;) {
        status = pthread_cond_timedwait(&listener->has_heard, &listener->lock, &end);
    }
    pthread_mutex_unlock(&listener->lock);
}

void listener_print(struct listener *listener) {
    pthread_mutex_lock(&listener->lock);
    printf("\"events\":%s", json_object_to_json_string_ext(listener->events, JSON_C_TO_STRING_PLAIN));
    pthread_mutex_unlock(&listener->lock);
}

void listener_free(struct listener *listener) { json_object_put(listener->events); }
