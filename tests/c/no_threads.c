/* Where the system gives no thread, a call ends with an error, exactly once, and nothing is printed; when there are threads
   again, the calls go on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>

#include "mailbox.h"
#include <unistd.h>

static bool exhausted;

/* Stands before the system's function. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
    static int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (exhausted) return EAGAIN;
    if (!next) *(void **)&next = dlsym(RTLD_NEXT, "pthread_create");
    return next(thread, attributes, body, argument);
}

/* A host whose name has to be resolved, which takes a thread. */
static genauth_client *new_client_by_name(void) {
    char host[64];
    snprintf(host, sizeof host, "http://localhost%s", strrchr(emulator(), ':'));
    return new_client(host);
}

int main(void) {
    FILE *printed = tmpfile();
    const int console = dup(STDERR_FILENO);
    CHECK(printed && console >= 0 && dup2(fileno(printed), STDERR_FILENO) >= 0);

    genauth_client *client = new_client_by_name();
    exhausted = true;
    genauth_error *error = failed(client, 0, NULL);
    mailbox first = EMPTY_MAILBOX, second = EMPTY_MAILBOX;
    start(client, 0, NULL, &first);
    genauth_client_free(client);
    const genauth_code code = code_in(&first);
    exhausted = false;

    CHECK(dup2(console, STDERR_FILENO) >= 0 && fseek(printed, 0, SEEK_END) == 0);
    CHECK(ftell(printed) == 0);
    expect(error, GENAUTH_ERR_INTERNAL, "no thread");
    CHECK(code == GENAUTH_ERR_INTERNAL && first.times == 1);

    client = new_client_by_name();
    CHECK(call_succeeds(client));
    start(client, 0, NULL, &second);
    CHECK(code_in(&second) == GENAUTH_OK);
    genauth_client_free(client);
    fclose(printed);
    close(console);
    return EXIT_SUCCESS;
}
