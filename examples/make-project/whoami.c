#include <genauth.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    genauth_error *error = NULL;
    genauth_config *config = genauth_config_new(getenv("GENAUTH_APP_ID"), getenv("GENAUTH_HOST"));
    genauth_config_set_access_token(config, getenv("GENAUTH_ACCESS_TOKEN"));
    genauth_client *client = genauth_client_new(config, &error);
    char *profile = client ? genauth_client_get_profile(client, 0, NULL, &error) : NULL;
    genauth_code code = genauth_error_code(error); /* GENAUTH_OK, when there is none */
    if (profile) puts(profile);
    else fprintf(stderr, "%s: %s\n%s\n", genauth_code_name(code), genauth_error_message(error), genauth_error_hint(error));
    genauth_string_free(profile), genauth_error_free(error), genauth_client_free(client), genauth_config_free(config);
    return code;
}
