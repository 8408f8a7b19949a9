/* Proof that leaks are found: one text is never freed. */
#include "../check.h"

int main(void) {
    genauth_client *client = new_client(emulator());
    char *profile = genauth_client_get_profile(client, 0, NULL, NULL);
    CHECK(profile);
    profile = NULL;
    genauth_client_free(client);
    return EXIT_SUCCESS;
}
