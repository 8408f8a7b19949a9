/* The calls of one request, one after the other. */
#ifndef RUNNER_CALLS_H
#define RUNNER_CALLS_H

#include <genauth.h>
#include <stdbool.h>
#include <stdint.h>

/* How a call ended: with an error or a value, both the library's. Neither: the value is null. */
struct ended {
    char *value;    /* JSON, or a string that is none */
    bool is_string;
    genauth_error *error;
};

struct calls {
    int64_t count;
    int64_t cancel_after_ms; /* negative: never */
    bool is_async;
    int64_t elapsed_ms; /* of the last one */
};

/* Makes one call with a handle of its own. */
typedef struct ended call_fn(void *subject, genauth_call *call, bool is_async);

/* Makes all calls. Only the last one counts. */
struct ended calls_make(struct calls *calls, call_fn *call, void *subject);

void ended_free(struct ended *ended);

#endif
