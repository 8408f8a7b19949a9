/* Proof that invalid reads are found: a text is read after it was freed. */
#include "../check.h"

int main(void) {
    genauth_client *client = new_client(emulator());
    char *volatile profile = genauth_client_get_profile(client, 0, NULL, NULL);
    genauth_client_free(client);
    genauth_string_free(profile);
    putchar(profile[0]);
    return EXIT_SUCCESS;
}
