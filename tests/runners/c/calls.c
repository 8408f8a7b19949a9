#define _POSIX_C_SOURCE 200809L

#include "calls.h"

#include <time.h>

#include "cancel.h"

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct ended call_once(const struct calls *calls, call_fn *call, void *subject) {
    genauth_call *handle = genauth_call_new();
    struct canceller canceller = {0};
    if (calls->cancel_after_ms >= 0) canceller_start(&canceller, handle, calls->cancel_after_ms);
    const struct ended ended = call(subject, handle, calls->is_async);
    canceller_join(&canceller);
    genauth_call_free(handle);
    return ended;
}

struct ended calls_make(struct calls *calls, call_fn *call, void *subject) {
    struct ended ended = {0};
    for (int64_t i = 0; i < calls->count; i++) {
        ended_free(&ended);
        const int64_t start_ms = now_ms();
        ended = call_once(calls, call, subject);
        calls->elapsed_ms = now_ms() - start_ms;
    }
    return ended;
}

void ended_free(struct ended *ended) {
    genauth_string_free(ended->value);
    genauth_error_free(ended->error);
}
