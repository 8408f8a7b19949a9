/* Greets the signed-in user. Nothing in it knows of tests: GENAUTH_EMULATOR_HOST leads its client to an emulator. */
#include <genauth.h>
#include <stdio.h>
#include <stdlib.h>

static const char *excuse(const genauth_error *error) {
    switch (genauth_error_code(error)) {
        case GENAUTH_ERR_RATE_LIMITED: return "Please try again later";
        case GENAUTH_ERR_FORBIDDEN: return "Your account is suspended";
        case GENAUTH_ERR_UNAUTHENTICATED: return "Please sign in";
        default: return genauth_error_message(error);
    }
}

int main(void) {
    genauth_error *error = NULL;
    genauth_config *config = genauth_config_new("my-app", "https://example.genauth.ai");
    genauth_config_set_access_token(config, getenv("GENAUTH_ACCESS_TOKEN"));
    genauth_client *client = genauth_client_new(config, &error);
    genauth_profile *profile = client ? genauth_client_fetch_profile(client, 0, NULL, &error) : NULL;
    if (profile) {
        printf("Hello, %s\n", genauth_profile_get_string(profile, "username"));
    } else {
        puts(excuse(error));
    }
    genauth_profile_free(profile);
    genauth_error_free(error);
    genauth_client_free(client);
    genauth_config_free(config);
}
