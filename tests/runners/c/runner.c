/* The C runner: ../README.md has the protocol. With --async it uses the asynchronous calls, where there are any. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "print.h"

static const struct {
    const char *name;
    method_fn *play;
} METHODS[] = {
    {"get_profile", get_profile},         {"access_token", access_token},
    {"refresh", refresh},                 {"sign_out", sign_out},
    {"session_profile", session_profile}, {"end_session_url", end_session_url},
    {"begin_login", begin_login},         {"finish_login", finish_login},
};

static method_fn *find_method(const char *name) {
    for (size_t i = 0; i < sizeof METHODS / sizeof *METHODS; i++) {
        if (strcmp(name, METHODS[i].name) == 0) return METHODS[i].play;
    }
    return NULL;
}

genauth_config *read_config(json_object *config, genauth_error **error) {
    return genauth_config_from_json(json_object_to_json_string_ext(config, JSON_C_TO_STRING_PLAIN), error);
}

static void respond(json_object *request, bool is_async) {
    printf("{\"scenario\":\"%s\",", json_object_get_string(json_object_object_get(request, "scenario")));
    const char *name = json_object_get_string(json_object_object_get(request, "method"));
    method_fn *play = find_method(name);
    if (play) {
        json_object *cancel_after_ms;
        const bool is_cancelled = json_object_object_get_ex(request, "cancel_after_ms", &cancel_after_ms);
        struct calls calls = {
            .count = json_object_get_int64(json_object_object_get(request, "calls")),
            .cancel_after_ms = is_cancelled ? json_object_get_int64(cancel_after_ms) : -1,
            .is_async = is_async,
        };
        play(json_object_object_get(request, "config"), json_object_object_get(request, "args"), &calls);
    } else {
        print_refusal("method", name);
    }
    puts("}");
    fflush(stdout);
}

int main(int argc, char **argv) {
    const bool is_async = argc > 1 && strcmp(argv[1], "--async") == 0;
    char *line = NULL;
    size_t capacity = 0;
    while (getline(&line, &capacity, stdin) != -1) {
        json_object *request = json_tokener_parse(line);
        if (!json_object_is_type(request, json_type_object)) {
            fputs("the line is not a request\n", stderr);
            return EXIT_FAILURE;
        }
        respond(request, is_async);
        json_object_put(request);
    }
    free(line);
    return EXIT_SUCCESS;
}
