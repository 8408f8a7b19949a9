// Static and thread-local objects may call and free in their destructors, whichever side of the library's own thread-local
// values they were made on.
#include <thread>

#include <unistd.h>

#include "mailbox.h"

namespace {

bool succeeds(const genauth_client *client) {
    return call_succeeds(client) && async_call_succeeds(client);
}

struct Caller {
    genauth_client *client = new_client(emulator());

    ~Caller() {
        const bool good = succeeds(client);
        genauth_client_free(client);
        // An exit inside of an exit is none.
        if (!good) _exit(EXIT_FAILURE);
    }
};

Caller global;
thread_local Caller before;
thread_local Caller after;

void call() {
    CHECK(before.client && succeeds(before.client));
    CHECK(after.client && succeeds(after.client));
}

} // namespace

int main() {
    static Caller local;
    CHECK(succeeds(global.client) && succeeds(local.client));
    std::thread(call).join();
    call();
    return EXIT_SUCCESS;
}
