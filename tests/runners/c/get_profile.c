#include <pthread.h>
#include <string.h>

#include "method.h"
#include "print.h"

static const struct {
    const char *argument;
    uint32_t flag;
} FLAGS[] = {
    {"with_custom_data", GENAUTH_WITH_CUSTOM_DATA},
    {"with_identities", GENAUTH_WITH_IDENTITIES},
    {"with_department_ids", GENAUTH_WITH_DEPARTMENT_IDS},
    {"raw", GENAUTH_RAW_ENVELOPE},
};

/* Where the completion callback leaves the outcome. */
struct mailbox {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    bool is_full;
    char *profile_json;
    genauth_error *error;
};

static void done(void *user_data, char *profile_json, genauth_error *error) {
    struct mailbox *mailbox = user_data;
    pthread_mutex_lock(&mailbox->mutex);
    mailbox->profile_json = profile_json;
    mailbox->error = error;
    mailbox->is_full = true;
    pthread_cond_signal(&mailbox->filled);
    pthread_mutex_unlock(&mailbox->mutex);
}

static char *get_profile_async(const genauth_client *client, uint32_t flags, genauth_call *call,
                               genauth_error **error) {
    struct mailbox mailbox = {.mutex = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER};
    genauth_client_get_profile_async(client, flags, call, done, &mailbox);
    pthread_mutex_lock(&mailbox.mutex);
    while (!mailbox.is_full) pthread_cond_wait(&mailbox.filled, &mailbox.mutex);
    pthread_mutex_unlock(&mailbox.mutex);
    *error = mailbox.error;
    return mailbox.profile_json;
}

/* False: there is no such flag. */
static bool set_flag(uint32_t *flags, const char *argument, json_object *value) {
    for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++) {
        if (strcmp(argument, FLAGS[i].argument) == 0) {
            if (json_object_get_boolean(value)) *flags |= FLAGS[i].flag;
            return true;
        }
    }
    return false;
}

struct ended profile_of(const genauth_client *client, uint32_t flags, genauth_call *call, bool is_async) {
    struct ended ended = {.is_string = (flags & GENAUTH_RAW_ENVELOPE) != 0};
    ended.value = is_async ? get_profile_async(client, flags, call, &ended.error)
                           : genauth_client_get_profile(client, flags, call, &ended.error);
    return ended;
}

struct subject {
    genauth_client *client;
    uint32_t flags;
    const char *access_token;
    json_object *timeout_ms;
};

static struct ended call_once(void *subject, genauth_call *call, bool is_async) {
    const struct subject *mine = subject;
    struct ended ended = {0};
    if (mine->access_token && !genauth_call_set_access_token(call, mine->access_token, &ended.error)) return ended;
    if (mine->timeout_ms) genauth_call_set_timeout_ms(call, (uint32_t)json_object_get_int64(mine->timeout_ms));
    return profile_of(mine->client, mine->flags, call, is_async);
}

void get_profile(json_object *config, json_object *args, struct calls *calls) {
    struct subject subject = {0};
    json_object_object_foreach(args, argument, value) {
        if (strcmp(argument, "access_token") == 0) {
            subject.access_token = json_object_get_string(value);
        } else if (strcmp(argument, "timeout_ms") == 0) {
            subject.timeout_ms = value;
        } else if (!set_flag(&subject.flags, argument, value)) {
            print_refusal("argument", argument);
            return;
        }
    }
    struct ended ended = {0};
    genauth_config *settings = read_config(config, &ended.error);
    subject.client = settings ? genauth_client_new(settings, &ended.error) : NULL;
    genauth_config_free(settings);
    if (subject.client) ended = calls_make(calls, call_once, &subject);
    print_elapsed(calls);
    print_ended("result", &ended);
    ended_free(&ended);
    genauth_client_free(subject.client);
}
