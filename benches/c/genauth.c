/* The library, as a C program uses it: with a profile as JSON ("string"), or with one whose fields are read ("profile").
   "invalid" is for a response that is no JSON. An empty CA_FILE leaves it at the system's trust store. */
#include <genauth.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"

enum { FLAGS = GENAUTH_WITH_CUSTOM_DATA | GENAUTH_WITH_IDENTITIES | GENAUTH_WITH_DEPARTMENT_IDS };

struct caller {
    const genauth_client *client;
    const char *way;
};

/* As the library asks for: threads share one client, and it lives as long as the process. */
static genauth_client *shared;

static void fail(const genauth_error *error) {
    fprintf(stderr, "%s\n", genauth_error_message(error));
    abort();
}

static genauth_client *client_new(const char *host, const char *ca_file) {
    genauth_error *error = NULL;
    genauth_config *config = genauth_config_new(APP_ID, host);
    genauth_config_set_access_token(config, TOKEN);
    genauth_config_set_proxy(config, "none");
    if (*ca_file) genauth_config_set_ca_file(config, ca_file);
    genauth_client *client = genauth_client_new(config, &error);
    if (!client) fail(error);
    genauth_config_free(config);
    return client;
}

caller *caller_new(const char *way, const char *host, const char *ca_file) {
    if (!shared) shared = client_new(host, ca_file);
    caller *self = malloc(sizeof *self);
    if (!self) abort();
    *self = (caller){shared, way};
    return self;
}

void caller_call(caller *self) {
    genauth_error *error = NULL;
    if (strcmp(self->way, "profile") == 0) {
        genauth_profile *profile = genauth_client_fetch_profile(self->client, FLAGS, NULL, &error);
        if (!profile) fail(error);
        if (!genauth_profile_get_string(profile, "userId") || !genauth_profile_get_string(profile, "email") ||
            !genauth_profile_get_string(profile, "phone"))
            abort();
        genauth_profile_free(profile);
    } else if (strcmp(self->way, "invalid") == 0) {
        if (genauth_client_fetch_profile(self->client, FLAGS, NULL, &error)) abort();
        if (genauth_error_code(error) != GENAUTH_ERR_DECODE) fail(error);
        genauth_error_free(error);
    } else {
        char *profile = genauth_client_get_profile(self->client, FLAGS, NULL, &error);
        if (!profile) fail(error);
        if (!strstr(profile, "\"userId\"")) abort();
        genauth_string_free(profile);
    }
}

void caller_free(caller *self) { free(self); }

int main(int argc, char **argv) { return measure(argc, argv); }
