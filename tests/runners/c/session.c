/* The methods of sessions. */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "listener.h"
#include "method.h"
#include "print.h"
#include "store.h"

struct subject {
    json_object *tokens, *store_script, *timeout_ms, *at_once, *await_events, *post_logout_uri;
    json_object *options, *login_json, *redirect;
    call_fn *call;
    struct store store;
    struct listener listener;
    genauth_session *session;
    genauth_client *client;
    genauth_login *login;
};

/* Where an argument belongs; a table ends with NULL. */
struct argument {
    const char *name;
    size_t offset;
};

#define ARGUMENT(name, member) {name, offsetof(struct subject, member)}

static const struct argument OF_SESSION[] = {
    ARGUMENT("tokens", tokens),
    ARGUMENT("store", store_script),
    ARGUMENT("timeout_ms", timeout_ms),
    ARGUMENT("at_once", at_once),
    ARGUMENT("await_events", await_events),
    {NULL, 0},
};

static const struct argument OF_END_SESSION_URL[] = {
    ARGUMENT("tokens", tokens),
    ARGUMENT("store", store_script),
    ARGUMENT("post_logout_redirect_uri", post_logout_uri),
    {NULL, 0},
};

static const struct argument OF_BEGIN[] = {
    ARGUMENT("options", options),
    {NULL, 0},
};

static const struct argument OF_FINISH[] = {
    ARGUMENT("login", login_json),
    ARGUMENT("redirect", redirect),
    ARGUMENT("store", store_script),
    ARGUMENT("await_events", await_events),
    {NULL, 0},
};

static bool read_arguments(struct subject *subject, const struct argument *known, json_object *args) {
    json_object_object_foreach(args, name, value) {
        const struct argument *argument = known;
        while (argument->name && strcmp(argument->name, name) != 0) argument++;
        if (!argument->name) {
            print_refusal("argument", name);
            return false;
        }
        *(json_object **)((char *)subject + argument->offset) = value;
    }
    store_begin(&subject->store, subject->store_script);
    listener_begin(&subject->listener);
    return true;
}

static const char *text(json_object *json) { return json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN); }

/* Gives the session its store and its listener. If the store fails, the session goes on without. */
static void begin(struct subject *subject, bool is_stored) {
    if (subject->store_script && !is_stored) {
        const genauth_session_store store = store_functions(&subject->store);
        if (!genauth_session_use_store(subject->session, &store, NULL)) {
            listener_hear(&subject->listener, "store_failed", NULL);
        }
    }
    genauth_session_on_event(subject->session, listener_hear, &subject->listener);
}

static void make_session(struct subject *subject, json_object *config, genauth_error **error) {
    genauth_config *settings = read_config(config, error);
    if (!settings) return;
    if (subject->tokens) {
        subject->session = genauth_session_from_tokens(settings, text(subject->tokens), error);
    } else {
        const genauth_session_store store = store_functions(&subject->store);
        subject->session = genauth_session_open(settings, &store, error);
    }
    genauth_config_free(settings);
    if (!subject->session) return;
    begin(subject, !subject->tokens);
    subject->client = genauth_session_client(subject->session, NULL);
}

/* Prints the outcome, and frees everything. */
static void end(struct subject *subject, const struct calls *calls, struct ended *ended) {
    print_elapsed(calls);
    listener_await(&subject->listener, (size_t)json_object_get_int64(subject->await_events));
    genauth_client_free(subject->client);
    genauth_session_free(subject->session);
    genauth_login_free(subject->login);
    fputs("\"result\":{", stdout);
    print_ended("value", ended);
    putchar(',');
    listener_print(&subject->listener);
    putchar(',');
    store_print(&subject->store);
    putchar('}');
    ended_free(ended);
    listener_free(&subject->listener);
    store_free(&subject->store);
}

/* One of the calls that are made at the same time. */
struct caller {
    pthread_t thread;
    struct subject *subject;
    bool is_async;
    struct ended ended;
};

static void *call_in_thread(void *user_data) {
    struct caller *caller = user_data;
    genauth_call *call = genauth_call_new();
    caller->ended = caller->subject->call(caller->subject, call, caller->is_async);
    genauth_call_free(call);
    return NULL;
}

/* The first failure counts; without one, all must give the same. */
static struct ended call_at_once(void *user_data, genauth_call *call, bool is_async) {
    (void)call;
    struct subject *subject = user_data;
    const size_t count = (size_t)json_object_get_int64(subject->at_once);
    struct caller *callers = calloc(count, sizeof *callers);
    for (size_t i = 0; i < count; i++) {
        callers[i] = (struct caller){.subject = subject, .is_async = is_async};
        if (pthread_create(&callers[i].thread, NULL, call_in_thread, &callers[i]) != 0) abort();
    }
    struct ended first = {0};
    for (size_t i = 0; i < count; i++) {
        pthread_join(callers[i].thread, NULL);
        struct ended *ended = &callers[i].ended;
        if (i > 0 && !first.error && !ended->error && first.value && strcmp(first.value, ended->value) != 0) abort();
        if (i == 0 || (ended->error && !first.error)) {
            const struct ended other = first;
            first = *ended;
            *ended = other;
        }
        ended_free(ended);
    }
    free(callers);
    return first;
}

static void play(json_object *config, json_object *args, struct calls *calls, call_fn *call) {
    struct subject subject = {0};
    if (!read_arguments(&subject, OF_SESSION, args)) return;
    struct ended ended = {0};
    subject.call = call;
    make_session(&subject, config, &ended.error);
    if (subject.session) ended = calls_make(calls, subject.at_once ? call_at_once : call, &subject);
    end(&subject, calls, &ended);
}

static const genauth_session *limited(const struct subject *subject, genauth_call *call) {
    if (subject->timeout_ms) genauth_call_set_timeout_ms(call, (uint32_t)json_object_get_int64(subject->timeout_ms));
    return subject->session;
}

static struct ended call_access_token(void *subject, genauth_call *call, bool is_async) {
    (void)is_async;
    struct ended ended = {.is_string = true};
    ended.value = genauth_session_access_token(limited(subject, call), call, &ended.error);
    return ended;
}

static struct ended call_refresh(void *subject, genauth_call *call, bool is_async) {
    (void)is_async;
    struct ended ended = {0};
    genauth_session_refresh(limited(subject, call), call, &ended.error);
    return ended;
}

static struct ended call_sign_out(void *subject, genauth_call *call, bool is_async) {
    (void)is_async;
    struct ended ended = {0};
    ended.value = genauth_session_sign_out(limited(subject, call), call, &ended.error);
    return ended;
}

static struct ended call_profile(void *user_data, genauth_call *call, bool is_async) {
    const struct subject *subject = user_data;
    (void)limited(subject, call);
    return profile_of(subject->client, 0, call, is_async);
}

void access_token(json_object *config, json_object *args, struct calls *calls) {
    play(config, args, calls, call_access_token);
}

void refresh(json_object *config, json_object *args, struct calls *calls) {
    play(config, args, calls, call_refresh);
}

void sign_out(json_object *config, json_object *args, struct calls *calls) {
    play(config, args, calls, call_sign_out);
}

void session_profile(json_object *config, json_object *args, struct calls *calls) {
    play(config, args, calls, call_profile);
}

void end_session_url(json_object *config, json_object *args, struct calls *calls) {
    struct subject subject = {0};
    if (!read_arguments(&subject, OF_END_SESSION_URL, args)) return;
    struct ended ended = {.is_string = true};
    make_session(&subject, config, &ended.error);
    if (subject.session) {
        const char *uri = json_object_get_string(subject.post_logout_uri);
        ended.value = genauth_session_end_session_url(subject.session, uri);
    }
    end(&subject, calls, &ended);
}

void begin_login(json_object *config, json_object *args, struct calls *calls) {
    struct subject subject = {0};
    if (!read_arguments(&subject, OF_BEGIN, args)) return;
    struct ended ended = {0};
    genauth_config *settings = read_config(config, &ended.error);
    if (settings) subject.login = genauth_login_begin(settings, text(subject.options), &ended.error);
    genauth_config_free(settings);
    if (subject.login) ended.value = genauth_login_to_json(subject.login);
    end(&subject, calls, &ended);
}

/* The value is the claims, which are null without an ID token. */
static struct ended call_finish(void *user_data, genauth_call *call, bool is_async) {
    (void)is_async;
    struct subject *subject = user_data;
    struct ended ended = {0};
    genauth_session_free(subject->session);
    const char *redirect = json_object_get_string(subject->redirect);
    subject->session = genauth_login_finish(subject->login, redirect, call, &ended.error);
    if (!subject->session) return ended;
    begin(subject, false);
    ended.value = genauth_session_claims(subject->session);
    return ended;
}

void finish_login(json_object *config, json_object *args, struct calls *calls) {
    struct subject subject = {0};
    if (!read_arguments(&subject, OF_FINISH, args)) return;
    struct ended ended = {0};
    genauth_config *settings = read_config(config, &ended.error);
    if (settings) subject.login = genauth_login_from_json(settings, text(subject.login_json), &ended.error);
    genauth_config_free(settings);
    if (subject.login) ended = calls_make(calls, call_finish, &subject);
    end(&subject, calls, &ended);
}
