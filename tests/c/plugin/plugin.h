/* What the plugin offers. */
#ifndef PLUGIN_H
#define PLUGIN_H

#include "../mailbox.h"

/* Calls the library. `done` is the host's, because a callback must not be unloaded before it has returned. */
bool plugin_run(genauth_profile_fn done);

#endif
