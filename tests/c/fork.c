/* A process with a live client forks again and again while its threads go on calling; parent and children all succeed. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { FORKS = 60, AT_ONCE = 6, CALLERS = 3, SECONDS = 120 };

static atomic_bool stop;

static void *call_on(void *client) {
    while (!stop) CHECK(call_succeeds(client));
    return NULL;
}

static void tell(void *pipe, char *profile, genauth_error *error) {
    const char good = profile != NULL;
    if (error) fprintf(stderr, "%s\n", genauth_error_message(error));
    genauth_string_free(profile);
    genauth_error_free(error);
    CHECK(write(*(const int *)pipe, &good, 1) == 1);
}

static bool async_call_succeeds(const genauth_client *client) {
    int ends[2];
    char good = 0;
    CHECK(pipe(ends) == 0);
    genauth_client_get_profile_async(client, ALL_PARTS, NULL, tell, &ends[1]);
    CHECK(read(ends[0], &good, 1) == 1);
    close(ends[0]);
    close(ends[1]);
    return good;
}

static pid_t child(genauth_client *client) {
    const pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid > 0) return pid;
    alarm(SECONDS / 2);
    CHECK(call_succeeds(client) && async_call_succeeds(client) && call_succeeds(client));
    genauth_client_free(client); /* the parent's half of it must survive this */
    _exit(EXIT_SUCCESS);
}

int main(void) {
    alarm(SECONDS);
    genauth_client *client = new_client(emulator());
    CHECK(call_succeeds(client) && async_call_succeeds(client));

    pthread_t callers[CALLERS];
    for (int i = 0; i < CALLERS; i++) CHECK(pthread_create(&callers[i], NULL, call_on, client) == 0);

    for (int forked = 0; forked < FORKS; forked += AT_ONCE) {
        pid_t children[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) children[i] = child(client);
        CHECK(async_call_succeeds(client));
        for (int i = 0; i < AT_ONCE; i++) {
            int status = 0;
            CHECK(waitpid(children[i], &status, 0) == children[i]);
            CHECK(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS);
        }
    }

    stop = true;
    for (int i = 0; i < CALLERS; i++) pthread_join(callers[i], NULL);
    CHECK(call_succeeds(client) && async_call_succeeds(client));
    genauth_client_free(client);
    return EXIT_SUCCESS;
}
