/* Prints the profile of the signed-in user. */
#define _POSIX_C_SOURCE 199309L
#include <genauth.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int fail(genauth_error *error) {
    fprintf(stderr, "%s: %s\n%s\n", genauth_code_name(genauth_error_code(error)), genauth_error_message(error),
            genauth_error_hint(error));
    genauth_error_free(error);
    return EXIT_FAILURE;
}

static long long microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

int main(void) {
    genauth_error *error = NULL;

    genauth_config *config = genauth_config_new(getenv("GENAUTH_APP_ID"), getenv("GENAUTH_HOST"));
    genauth_config_set_access_token(config, getenv("GENAUTH_ACCESS_TOKEN"));
    genauth_client *client = genauth_client_new(config, &error);
    genauth_config_free(config);
    if (!client) return fail(error);

    long long start = microseconds();
    char *profile = genauth_client_get_profile(
        client, GENAUTH_WITH_CUSTOM_DATA | GENAUTH_WITH_IDENTITIES | GENAUTH_WITH_DEPARTMENT_IDS, NULL, &error);
    fprintf(stderr, "get_profile took %lld us\n", microseconds() - start);
    genauth_client_free(client);
    if (!profile) return fail(error);

    puts(profile);
    genauth_string_free(profile);
    return EXIT_SUCCESS;
}
