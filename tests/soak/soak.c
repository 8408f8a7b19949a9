/* A day of calls in a minute: every call gets its own user, or the error that it must, and nothing piles up. See
 * README.md. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <genauth.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 10, SETTLED = 1, THREADS = 4, BATCH = 100, RSS_SLACK_KB = 1024, FD_SLACK = 8, PAUSE_NS = 5000000 };

/* The server's faults (server.py), and how a call ends that meets one. */
static const struct {
    const char *name;
    genauth_code code;
} FAULTS[] = {
    {"none", GENAUTH_OK},
    {"reset", GENAUTH_OK},
    {"reset-mid-body", GENAUTH_OK},
    {"truncated", GENAUTH_OK},
    {"garbage", GENAUTH_OK},
    {"unavailable", GENAUTH_OK},
    {"limited", GENAUTH_OK},
    {"unavailable-truncated", GENAUTH_OK},
    {"limited-bad-chunk", GENAUTH_OK},
    {"closed-while-idle", GENAUTH_OK},
    {"second-response", GENAUTH_OK},
    {"interim-behind", GENAUTH_OK},
    {"framed-twice", GENAUTH_OK},
    {"odd-headers", GENAUTH_OK},
    {"gzip-members", GENAUTH_OK},
    {"html", GENAUTH_ERR_DECODE},
    {"basic-challenge", GENAUTH_ERR_UNAUTHENTICATED},
};
/* Odd, so that each fault meets all traits of a batch. */
enum { NONE = 0, KINDS_OF_FAULT = sizeof FAULTS / sizeof *FAULTS };
_Static_assert(KINDS_OF_FAULT % 2 == 1, "an odd number of faults");

typedef struct {
    bool is_async;
    bool is_shared; /* with a client that all threads use */
    bool pauses;    /* behind the fault, so that connections idle */
} traits;

static traits traits_of(int batch) {
    return (traits){.is_async = batch & 1, .is_shared = batch & 2, .pauses = batch & 4};
}

static const char *host;
static genauth_client *shared_client;
static atomic_int next_batch, profiles, expected_errors, wrong, most_fds;

#define FAIL(...) (fprintf(stderr, __VA_ARGS__), exit(EXIT_FAILURE))

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_done;
    char *profile;
    genauth_error *error;
} outcome;

static void done(void *user_data, char *profile, genauth_error *error) {
    outcome *mine = user_data;
    pthread_mutex_lock(&mine->lock);
    mine->profile = profile;
    mine->error = error;
    mine->is_done = true;
    pthread_cond_signal(&mine->changed);
    pthread_mutex_unlock(&mine->lock);
}

static char *call_async(const genauth_client *client, genauth_call *options, genauth_error **error) {
    outcome mine = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
    genauth_client_get_profile_async(client, GENAUTH_WITH_IDENTITIES, options, done, &mine);
    pthread_mutex_lock(&mine.lock);
    while (!mine.is_done) pthread_cond_wait(&mine.changed, &mine.lock);
    pthread_mutex_unlock(&mine.lock);
    pthread_mutex_destroy(&mine.lock);
    pthread_cond_destroy(&mine.changed);
    *error = mine.error;
    return mine.profile;
}

static int open_fds(void) {
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;
    while (readdir(folder)) count++;
    closedir(folder);
    return count - 3; /* ".", ".." and the folder itself */
}

static int rss_kb(void) {
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    int kb = -1;
    while (fgets(line, sizeof line, status))
        if (sscanf(line, "VmRSS: %d", &kb) == 1) break;
    fclose(status);
    return kb;
}

static genauth_client *new_client(void) {
    genauth_config *config = genauth_config_new("soak-app", host);
    genauth_error *error = NULL;
    genauth_client *client = genauth_client_new(config, &error);
    if (!client) FAIL("%s\n", genauth_error_message(error));
    genauth_config_free(config);
    return client;
}

static void run_call(const genauth_client *client, traits of_batch, int batch, int i) {
    const int fault = i == 1 ? batch % KINDS_OF_FAULT : NONE;
    char user[32], token[64], expected[64];
    snprintf(user, sizeof user, "c-%d-%d", batch, i);
    snprintf(token, sizeof token, "%s.%s", FAULTS[fault].name, user);
    snprintf(expected, sizeof expected, "\"userId\":\"%s\"", user);
    genauth_call *options = genauth_call_new();
    genauth_error *error = NULL;
    if (!genauth_call_set_access_token(options, token, &error)) FAIL("%s\n", genauth_error_message(error));
    char *profile = of_batch.is_async
                        ? call_async(client, options, &error)
                        : genauth_client_get_profile(client, GENAUTH_WITH_IDENTITIES, options, &error);
    const bool must_fail = FAULTS[fault].code != GENAUTH_OK;
    const bool is_right = must_fail ? !profile && genauth_error_code(error) == FAULTS[fault].code
                                    : profile && strstr(profile, expected);
    if (!is_right) {
        const char *message = error ? genauth_error_message(error) : "an unexpected profile";
        fprintf(stderr, "batch %d (%s), call %d: %s\n", batch, FAULTS[batch % KINDS_OF_FAULT].name, i, message);
    }
    atomic_fetch_add(!is_right ? &wrong : must_fail ? &expected_errors : &profiles, 1);
    genauth_string_free(profile);
    genauth_error_free(error);
    genauth_call_free(options);
}

static void run_batch(int batch) {
    const traits of_batch = traits_of(batch);
    genauth_client *client = of_batch.is_shared ? shared_client : new_client();
    for (int i = 0; i < BATCH; i++) {
        run_call(client, of_batch, batch, i);
        if (i == 1 && of_batch.pauses) nanosleep(&(struct timespec){.tv_nsec = PAUSE_NS}, NULL);
    }
    const int fds = open_fds();
    int most = atomic_load(&most_fds);
    while (fds > most && !atomic_compare_exchange_weak(&most_fds, &most, fds)) {}
    if (!of_batch.is_shared) genauth_client_free(client);
}

static void *worker(void *end) {
    for (int batch; (batch = atomic_fetch_add(&next_batch, 1)) < *(const int *)end;) run_batch(batch);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 3) FAIL("usage: soak HOST CALLS\n");
    host = argv[1];
    const int batches = atoi(argv[2]) / BATCH;
    if (batches < ROUNDS) FAIL("at least %d calls\n", ROUNDS * BATCH);
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    int rss[ROUNDS], fds[ROUNDS], peak[ROUNDS];
    bool is_flat = true;
    for (int round = 0; round < ROUNDS; round++) {
        int last = batches * (round + 1) / ROUNDS;
        pthread_t threads[THREADS];
        atomic_store(&next_batch, batches * round / ROUNDS);
        atomic_store(&most_fds, 0);
        shared_client = new_client();
        for (int i = 0; i < THREADS; i++)
            if (pthread_create(&threads[i], NULL, worker, &last)) FAIL("no thread\n");
        for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
        genauth_client_free(shared_client);
        /* A connection is closed by the library's own thread, a moment after its client. */
        nanosleep(&(struct timespec){.tv_nsec = 500000000}, NULL);
        rss[round] = rss_kb();
        fds[round] = open_fds();
        peak[round] = atomic_load(&most_fds);
        is_flat = is_flat && (round <= SETTLED || (rss[round] <= rss[SETTLED] + RSS_SLACK_KB &&
                                                   fds[round] <= fds[SETTLED] &&
                                                   peak[round] <= peak[SETTLED] + FD_SLACK));
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("{\"language\": \"c\", \"seconds\": %ld, \"profiles\": %d, \"expected_errors\": %d, \"wrong\": %d",
           (long)(end.tv_sec - begin.tv_sec), profiles, expected_errors, wrong);
    const struct {
        const char *name;
        const int *of_round;
    } rows[] = {{"rss_kb", rss}, {"fds", fds}, {"fds_at_work", peak}};
    for (int row = 0; row < 3; row++) {
        printf(", \"%s\": [", rows[row].name);
        for (int i = 0; i < ROUNDS; i++) printf("%s%d", i ? ", " : "", rows[row].of_round[i]);
        printf("]");
    }
    printf(", \"flat\": %s}\n", is_flat ? "true" : "false");
    return is_flat && !wrong ? EXIT_SUCCESS : EXIT_FAILURE;
}
