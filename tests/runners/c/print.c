#include "print.h"

#include <inttypes.h>
#include <json-c/json.h>
#include <stdio.h>

void print_string(const char *string) {
    json_object *json = json_object_new_string(string);
    fputs(json_object_to_json_string_ext(json, JSON_C_TO_STRING_PLAIN), stdout);
    json_object_put(json);
}

void print_refusal(const char *what, const char *name) {
    char problem[200];
    snprintf(problem, sizeof problem, "unknown %s: %s", what, name);
    fputs("\"protocol_error\":", stdout);
    print_string(problem);
}

void print_elapsed(const struct calls *calls) { printf("\"elapsed_ms\":%" PRId64 ",", calls->elapsed_ms); }

/* The library's JSON is passed on as it is: parsing it could hide what is wrong with it. */
void print_ended(const char *value_name, const struct ended *ended) {
    if (ended->error) {
        char *facts = genauth_error_to_json(ended->error);
        printf("\"error\":%s", facts);
        genauth_string_free(facts);
        return;
    }
    printf("\"%s\":", value_name);
    if (ended->is_string) {
        print_string(ended->value);
    } else {
        fputs(ended->value ? ended->value : "null", stdout);
    }
}
