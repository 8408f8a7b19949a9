/* `concurrent HOST CA_FILE CALLS SECONDS`: keeps that many asynchronous calls in progress. Prints the median and the 99th
   percentile of a call in microseconds, the calls per second, and how busy the busiest CPU was, in percent. */
#define _POSIX_C_SOURCE 200809L
#include <genauth.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { MOST_CALLS = 4000000, MOST_CPUS = 1024 };

typedef struct {
    double start;
    bool has_connection;
} call;

/* What completions use: they run on one thread. */
static struct {
    genauth_client *client;
    double seconds, begin, end;
    size_t in_progress, without_connection, count;
    float *times;
} all;

static sem_t warmed_up, finished;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void done(void *user_data, char *profile, genauth_error *error) {
    call *self = user_data;
    if (!profile) {
        fprintf(stderr, "%s\n", genauth_error_message(error));
        exit(EXIT_FAILURE);
    }
    genauth_string_free(profile);
    const double end = now();
    const bool measuring = all.without_connection == 0;
    if (measuring && self->start >= all.begin && all.count < MOST_CALLS)
        all.times[all.count++] = (float)((end - self->start) * 1e6);
    if (!self->has_connection) {
        self->has_connection = true;
        if (--all.without_connection == 0) {
            all.begin = end;
            sem_post(&warmed_up);
        }
    }
    if (measuring && end > all.begin + all.seconds) {
        all.end = end;
        if (--all.in_progress == 0) sem_post(&finished);
        return;
    }
    self->start = end;
    genauth_client_get_profile_async(all.client, 0, NULL, done, self);
}

/* Time that each CPU has spent, and how much of it idle, in ticks. */
static size_t cpus(double *spent, double *idle) {
    FILE *file = fopen("/proc/stat", "r");
    char line[512];
    size_t count = 0;
    if (!file) abort();
    while (fgets(line, sizeof line, file) && strncmp(line, "cpu", 3) == 0 && count < MOST_CPUS) {
        double time[8];
        if (line[3] == ' ') continue; /* the sum */
        if (sscanf(line, "%*s %lf %lf %lf %lf %lf %lf %lf %lf", &time[0], &time[1], &time[2], &time[3], &time[4],
                   &time[5], &time[6], &time[7]) != 8)
            abort();
        spent[count] = 0;
        for (int i = 0; i < 8; i++) spent[count] += time[i];
        idle[count++] = time[3] + time[4];
    }
    fclose(file);
    return count;
}

static double busiest_cpu(void) {
    static double spent[2][MOST_CPUS], idle[2][MOST_CPUS];
    cpus(spent[0], idle[0]);
    while (sem_wait(&finished) != 0) continue;
    const size_t count = cpus(spent[1], idle[1]);
    double busiest = 0;
    for (size_t i = 0; i < count; i++) {
        const double busy = 1 - (idle[1][i] - idle[0][i]) / (spent[1][i] - spent[0][i]);
        if (busy > busiest) busiest = busy;
    }
    return busiest * 100;
}

static int ascending(const void *a, const void *b) {
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc != 5) return EXIT_FAILURE;
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);

    genauth_error *error = NULL;
    genauth_config *config = genauth_config_new("bench", argv[1]);
    genauth_config_set_access_token(config, "documented-user-token");
    genauth_config_set_proxy(config, "none");
    genauth_config_set_ca_file(config, argv[2]);
    genauth_config_set_timeout_ms(config, 0); /* a slow call is a result, not a failure */
    genauth_config_set_connect_timeout_ms(config, 600000);
    all.client = genauth_client_new(config, &error);
    if (!all.client) abort();
    genauth_config_free(config);

    const size_t count = strtoul(argv[3], NULL, 10);
    all.in_progress = all.without_connection = count;
    all.seconds = strtod(argv[4], NULL);
    all.times = malloc(MOST_CALLS * sizeof *all.times);
    call *calls = calloc(count, sizeof *calls);
    if (!all.times || !calls) abort();
    sem_init(&warmed_up, 0, 0);
    sem_init(&finished, 0, 0);
    for (size_t i = 0; i < count; i++) {
        calls[i].start = now();
        genauth_client_get_profile_async(all.client, 0, NULL, done, &calls[i]);
        /* A server keeps up with this many handshakes. */
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    while (sem_wait(&warmed_up) != 0) continue;
    const double busiest = busiest_cpu();
    qsort(all.times, all.count, sizeof *all.times, ascending);
    printf("%.1f %.1f %.1f %.1f\n", all.times[all.count / 2], all.times[all.count * 99 / 100],
           (double)all.count / (all.end - all.begin), busiest);
    genauth_client_free(all.client);
    free(all.times);
    free(calls);
    return EXIT_SUCCESS;
}
