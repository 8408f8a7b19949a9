#define _POSIX_C_SOURCE 200809L
#include "measure.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { WARM_UP = 200 };

typedef struct {
    caller *caller;
    double *times;
    size_t calls;
    double start, cpu_start, end;
    pthread_t thread;
} worker;

static pthread_barrier_t warm;

static double microseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void *work(void *argument) {
    worker *self = argument;
    for (int i = 0; i < WARM_UP; i++) caller_call(self->caller);
    pthread_barrier_wait(&warm);
    self->cpu_start = microseconds(CLOCK_PROCESS_CPUTIME_ID);
    self->start = microseconds(CLOCK_MONOTONIC);
    double before = self->start;
    for (size_t i = 0; i < self->calls; i++) {
        caller_call(self->caller);
        self->end = microseconds(CLOCK_MONOTONIC);
        self->times[i] = self->end - before;
        before = self->end;
    }
    return NULL;
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure_threads(worker *workers, size_t threads, size_t calls) {
    const size_t all = threads * calls;
    double *times = calloc(all, sizeof *times);
    if (!times) abort();
    for (size_t i = 0; i < threads; i++) {
        workers[i].times = times + i * calls;
        workers[i].calls = calls;
    }
    pthread_barrier_init(&warm, NULL, (unsigned)threads);
    for (size_t i = 1; i < threads; i++)
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) abort();
    work(&workers[0]);
    for (size_t i = 1; i < threads; i++) pthread_join(workers[i].thread, NULL);
    const double cpu_used = microseconds(CLOCK_PROCESS_CPUTIME_ID) - workers[0].cpu_start;
    double start = workers[0].start, end = workers[0].end;
    for (size_t i = 1; i < threads; i++) {
        if (workers[i].start < start) start = workers[i].start;
        if (workers[i].end > end) end = workers[i].end;
    }
    qsort(times, all, sizeof *times, ascending);
    printf("%.1f %.1f %.1f %.1f\n", times[all / 2], times[all * 99 / 100], cpu_used / (double)all,
           (double)all / (end - start) * 1e6);
    pthread_barrier_destroy(&warm);
    free(times);
}

int measure(int argc, char **argv) {
    if (argc < 5) return EXIT_FAILURE;
    const size_t calls = strtoul(argv[4], NULL, 10), threads = argc > 5 ? strtoul(argv[5], NULL, 10) : 1;
    worker *workers = calloc(threads, sizeof *workers);
    if (!workers) abort();
    for (size_t i = 0; i < threads; i++) workers[i].caller = caller_new(argv[1], argv[2], argv[3]);
    if (calls == 0)
        caller_call(workers[0].caller);
    else
        measure_threads(workers, threads, calls);
    for (size_t i = 0; i < threads; i++) caller_free(workers[i].caller);
    free(workers);
    return EXIT_SUCCESS;
}
