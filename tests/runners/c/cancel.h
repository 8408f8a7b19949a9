/* Cancelling a call from outside. */
#ifndef RUNNER_CANCEL_H
#define RUNNER_CANCEL_H

#include <genauth.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct canceller {
    const genauth_call *call;
    int64_t after_ms;
    pthread_t thread;
    bool has_thread;
};

/* Cancels the call after so many milliseconds; 0: at once. The canceller must not move until it is joined. */
void canceller_start(struct canceller *canceller, const genauth_call *call, int64_t after_ms);

/* Waits for the cancellation, also when the call has ended before it. A zeroed canceller waits for nothing. */
void canceller_join(struct canceller *canceller);

#endif
