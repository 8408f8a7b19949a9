/* Where an asynchronous call leaves its outcome. */
#ifndef MAILBOX_H
#define MAILBOX_H

#include <pthread.h>

#include "check.h"

#ifdef __SANITIZE_THREAD__
/* The library orders what came before the start of a call before its completion. It is not instrumented, so
   ThreadSanitizer has to be told. */
#include <sanitizer/tsan_interface.h>
#define STARTS(user_data) __tsan_release(user_data)
#define COMPLETES(user_data) __tsan_acquire(user_data)
#else
#define STARTS(user_data) (void)(user_data)
#define COMPLETES(user_data) (void)(user_data)
#endif

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int times; /* that the callback ran */
    char *profile;
    genauth_error *error;
    pthread_t thread; /* that it ran on */
} mailbox;

#define EMPTY_MAILBOX {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, NULL, NULL, 0}

/* The completion callback. */
static inline void deliver(void *user_data, char *profile, genauth_error *error) {
    COMPLETES(user_data);
    mailbox *mine = (mailbox *)user_data;
    CHECK((profile != NULL) != (error != NULL));
    pthread_mutex_lock(&mine->lock);
    mine->times++;
    CHECK(mine->times == 1);
    mine->profile = profile;
    mine->error = error;
    mine->thread = pthread_self();
    pthread_cond_signal(&mine->changed);
    pthread_mutex_unlock(&mine->lock);
}

/* Starts a call whose outcome goes to `mine`. */
static inline void start(const genauth_client *client, uint32_t flags, genauth_call *call, mailbox *mine) {
    STARTS(mine);
    genauth_client_get_profile_async(client, flags, call, deliver, mine);
}

/* Waits for the outcome, frees it, and says which it was. */
static inline genauth_code code_in(mailbox *mine) {
    pthread_mutex_lock(&mine->lock);
    while (mine->times == 0) pthread_cond_wait(&mine->changed, &mine->lock);
    const genauth_code code = genauth_error_code(mine->error);
    genauth_string_free(mine->profile);
    genauth_error_free(mine->error);
    mine->profile = NULL;
    mine->error = NULL;
    pthread_mutex_unlock(&mine->lock);
    return code;
}

/* Whether an asynchronous call brings a profile. */
static inline bool async_call_succeeds(const genauth_client *client) {
    mailbox mine = EMPTY_MAILBOX;
    start(client, ALL_PARTS, NULL, &mine);
    return code_in(&mine) == GENAUTH_OK;
}

#endif
