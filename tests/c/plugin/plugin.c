/* A plugin that uses the library; the program that loads it knows nothing of that. */
#include "plugin.h"

bool plugin_run(genauth_profile_fn done) {
    genauth_client *client = new_client(emulator());
    mailbox mine = EMPTY_MAILBOX;
    bool good = call_succeeds(client);
    STARTS(&mine);
    genauth_client_get_profile_async(client, ALL_PARTS, NULL, done, &mine);
    genauth_client_free(client);
    return good && code_in(&mine) == GENAUTH_OK;
}
