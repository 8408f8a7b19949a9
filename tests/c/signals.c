/* A host that fetches its signals itself never loses one to the library's threads: they block every signal from their
   first instruction, except those that a fault of their own raises. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <unistd.h>

#include "mailbox.h"

enum { SIGNALS = 100 };

static const int faults[] = {SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP};
static int threads; /* that the library started */

static bool is_fault(int signal) {
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (faults[i] == signal) return true;
    }
    return false;
}

static void expect_blocked(const sigset_t *mask) {
    for (int signal = 1; signal <= SIGSYS; signal++) {
        if (signal != SIGKILL && signal != SIGSTOP) CHECK(sigismember(mask, signal) == !is_fault(signal));
    }
    for (int signal = SIGRTMIN; signal <= SIGRTMAX; signal++) CHECK(sigismember(mask, signal) == 1);
}

/* Stands before the system's function. A thread inherits the mask of the one that starts it. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
    static int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    sigset_t mask;
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "pthread_create");
    CHECK(pthread_sigmask(SIG_BLOCK, NULL, &mask) == 0);
    expect_blocked(&mask);
    __atomic_fetch_add(&threads, 1, __ATOMIC_RELAXED);
    return next(thread, attributes, body, argument);
}

/* A host whose name has to be resolved, which takes a thread. */
static genauth_client *new_client_by_name(void) {
    char host[64];
    snprintf(host, sizeof host, "http://localhost%s", strrchr(emulator(), ':'));
    return new_client(host);
}

int main(void) {
    sigset_t before, mine, after;
    CHECK(pthread_sigmask(SIG_BLOCK, NULL, &before) == 0);
    genauth_client *client = new_client_by_name();
    CHECK(call_succeeds(client));
    CHECK(threads == 1);
    CHECK(async_call_succeeds(client));
    CHECK(threads == 3); /* the shared one, and one that resolves for it */
    CHECK(pthread_sigmask(SIG_BLOCK, NULL, &after) == 0);
    for (int signal = 1; signal < NSIG; signal++) {
        CHECK(sigismember(&after, signal) == sigismember(&before, signal));
    }

    /* All of those threads are still there. Had one of them SIGTERM unblocked, it would end the process. */
    CHECK(sigemptyset(&mine) == 0 && sigaddset(&mine, SIGTERM) == 0);
    CHECK(pthread_sigmask(SIG_BLOCK, &mine, NULL) == 0);
    for (int i = 0; i < SIGNALS; i++) {
        int signal = 0;
        CHECK(kill(getpid(), SIGTERM) == 0);
        CHECK(call_succeeds(client));
        CHECK(sigwait(&mine, &signal) == 0 && signal == SIGTERM);
    }
    genauth_client_free(client);
    return EXIT_SUCCESS;
}
