/* The C runner: ../README.md has the protocol. With --async it uses the asynchronous call. */
#define _POSIX_C_SOURCE 200809L

#include <genauth.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { NAME, CONFIG, FLAGS, ACCESS_TOKEN, TIMEOUT_MS, CANCEL_AFTER_MS, CALLS, FIELDS };

/* The outcome of a call: one of the two is NULL. */
struct outcome {
    char *json;
    genauth_error *error;
};

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Cuts the line at its tabs. An empty field is a field; NULL stands for one that says nothing. */
static bool split(char *line, char *fields[FIELDS]) {
    line[strcspn(line, "\r\n")] = '\0';
    for (int i = 0; i < FIELDS; i++) {
        if (!line) return false;
        fields[i] = line;
        line = strchr(line, '\t');
        if (line) *line++ = '\0';
        if (strcmp(fields[i], "-") == 0) fields[i] = NULL;
    }
    return fields[NAME] && fields[CONFIG] && fields[FLAGS] && fields[CALLS];
}

/* In place: what is decoded is never longer. */
static void percent_decode(char *text) {
    char *out = text;
    while (*text) {
        unsigned code;
        if (*text == '%' && sscanf(text + 1, "%2x", &code) == 1) {
            *out++ = (char)code;
            text += 3;
        } else {
            *out++ = *text++;
        }
    }
    *out = '\0';
}

struct cancellation {
    genauth_call *call;
    long after_ms;
};

static void *cancel_later(void *argument) {
    const struct cancellation *cancellation = argument;
    const struct timespec pause = {cancellation->after_ms / 1000, cancellation->after_ms % 1000 * 1000000};
    nanosleep(&pause, NULL);
    genauth_call_cancel(cancellation->call);
    return NULL;
}

/* Where the completion callback leaves the outcome. */
struct mailbox {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    bool is_full;
    struct outcome outcome;
};

static void done(void *user_data, char *profile_json, genauth_error *error) {
    struct mailbox *mailbox = user_data;
    pthread_mutex_lock(&mailbox->mutex);
    mailbox->outcome = (struct outcome){profile_json, error};
    mailbox->is_full = true;
    pthread_cond_signal(&mailbox->filled);
    pthread_mutex_unlock(&mailbox->mutex);
}

static struct outcome get_profile_async(const genauth_client *client, uint32_t flags, genauth_call *call) {
    struct mailbox mailbox = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, {NULL, NULL}};
    genauth_client_get_profile_async(client, flags, call, done, &mailbox);
    pthread_mutex_lock(&mailbox.mutex);
    while (!mailbox.is_full) pthread_cond_wait(&mailbox.filled, &mailbox.mutex);
    pthread_mutex_unlock(&mailbox.mutex);
    return mailbox.outcome;
}

static struct outcome get_profile(const genauth_client *client, char *fields[FIELDS], bool is_async) {
    struct outcome outcome = {NULL, NULL};
    genauth_call *call = genauth_call_new();
    if (fields[ACCESS_TOKEN] &&
        !genauth_call_set_access_token(call, fields[ACCESS_TOKEN], &outcome.error)) {
        genauth_call_free(call);
        return outcome;
    }
    if (fields[TIMEOUT_MS]) {
        genauth_call_set_timeout_ms(call, (uint32_t)strtoul(fields[TIMEOUT_MS], NULL, 10));
    }

    pthread_t canceller;
    struct cancellation cancellation = {call, 0};
    bool has_canceller = false;
    if (fields[CANCEL_AFTER_MS]) {
        cancellation.after_ms = strtol(fields[CANCEL_AFTER_MS], NULL, 10);
        if (cancellation.after_ms == 0) {
            genauth_call_cancel(call);
        } else {
            has_canceller = pthread_create(&canceller, NULL, cancel_later, &cancellation) == 0;
        }
    }

    const uint32_t flags = (uint32_t)strtoul(fields[FLAGS], NULL, 10);
    if (is_async) {
        outcome = get_profile_async(client, flags, call);
    } else {
        outcome.json = genauth_client_get_profile(client, flags, call, &outcome.error);
    }
    if (has_canceller) pthread_join(canceller, NULL);
    genauth_call_free(call);
    return outcome;
}

static struct outcome run(char *fields[FIELDS], bool is_async, int64_t *elapsed_ms) {
    struct outcome outcome = {NULL, NULL};
    int64_t start = now_ms();
    genauth_config *config = genauth_config_from_json(fields[CONFIG], &outcome.error);
    genauth_client *client = config ? genauth_client_new(config, &outcome.error) : NULL;
    genauth_config_free(config);
    if (client) {
        const long calls = strtol(fields[CALLS], NULL, 10);
        for (long call = 0; call < calls; call++) {
            genauth_string_free(outcome.json);
            genauth_error_free(outcome.error);
            start = now_ms();
            outcome = get_profile(client, fields, is_async);
        }
    }
    *elapsed_ms = now_ms() - start;
    genauth_client_free(client);
    return outcome;
}

static void print_json_text(const char *text) {
    putchar('"');
    for (; *text; text++) {
        const unsigned char byte = (unsigned char)*text;
        if (byte < ' ') {
            printf("\\u%04x", byte);
        } else {
            if (byte == '"' || byte == '\\') putchar('\\');
            putchar(byte);
        }
    }
    putchar('"');
}

static void answer(char *fields[FIELDS], const struct outcome *outcome, int64_t elapsed_ms) {
    printf("{\"name\":\"%s\",\"elapsed_ms\":%" PRId64 ",", fields[NAME], elapsed_ms);
    if (outcome->error) {
        char *facts = genauth_error_to_json(outcome->error);
        printf("\"error\":%s}\n", facts);
        genauth_string_free(facts);
    } else if (strtoul(fields[FLAGS], NULL, 10) & GENAUTH_RAW_ENVELOPE) {
        fputs("\"raw\":", stdout);
        print_json_text(outcome->json);
        fputs("}\n", stdout);
    } else {
        printf("\"profile\":%s}\n", outcome->json);
    }
    fflush(stdout);
}

int main(int argc, char **argv) {
    const bool is_async = argc > 1 && strcmp(argv[1], "--async") == 0;
    char *line = NULL;
    size_t capacity = 0;
    while (getline(&line, &capacity, stdin) != -1) {
        char *fields[FIELDS];
        if (!split(line, fields)) {
            fputs("the line is not a scenario's\n", stderr);
            return EXIT_FAILURE;
        }
        if (fields[ACCESS_TOKEN]) percent_decode(fields[ACCESS_TOKEN]);
        int64_t elapsed_ms;
        struct outcome outcome = run(fields, is_async, &elapsed_ms);
        answer(fields, &outcome, elapsed_ms);
        genauth_string_free(outcome.json);
        genauth_error_free(outcome.error);
    }
    free(line);
    return EXIT_SUCCESS;
}
