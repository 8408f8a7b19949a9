#define _POSIX_C_SOURCE 200809L

#include "cancel.h"

#include <time.h>

static void *cancel_later(void *argument) {
    const struct canceller *canceller = argument;
    const struct timespec pause = {canceller->after_ms / 1000, canceller->after_ms % 1000 * 1000000};
    nanosleep(&pause, NULL);
    genauth_call_cancel(canceller->call);
    return NULL;
}

void canceller_start(struct canceller *canceller, const genauth_call *call, int64_t after_ms) {
    *canceller = (struct canceller){.call = call, .after_ms = after_ms};
    if (after_ms == 0) {
        genauth_call_cancel(call);
    } else {
        canceller->has_thread = pthread_create(&canceller->thread, NULL, cancel_later, canceller) == 0;
    }
}

void canceller_join(struct canceller *canceller) {
    if (canceller->has_thread) pthread_join(canceller->thread, NULL);
}
