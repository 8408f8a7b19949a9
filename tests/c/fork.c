/* A process with a live client forks again and again while its threads go on calling: parent and children succeed. */
#define _DEFAULT_SOURCE
#include <stdatomic.h>
#include <sys/wait.h>

#include "mailbox.h"
#include "openid.h"
#include "server.h"

enum { FORKS = 60, AT_ONCE = 6, CALLERS = 3, SECONDS = 120 };

static atomic_bool stop;

static void *call_on(void *client) {
    while (!stop) CHECK(call_succeeds(client));
    return NULL;
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

static void succeeds(pid_t pid) {
    int status = 0;
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS);
}

static void storm(genauth_client *client) {
    pthread_t callers[CALLERS];
    for (int i = 0; i < CALLERS; i++) CHECK(pthread_create(&callers[i], NULL, call_on, client) == 0);

    for (int forked = 0; forked < FORKS; forked += AT_ONCE) {
        pid_t children[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) children[i] = child(client);
        CHECK(async_call_succeeds(client));
        for (int i = 0; i < AT_ONCE; i++) succeeds(children[i]);
    }

    stop = true;
    for (int i = 0; i < CALLERS; i++) CHECK(pthread_join(callers[i], NULL) == 0);
}

/* A call that is under way when the process forks completes in the parent, and never in the child. */
static void under_way(const genauth_client *client) {
    server silent;
    listen_silently(&silent);
    genauth_client *waiting = new_client(silent.host);
    genauth_call *call = genauth_call_new();
    mailbox mine = EMPTY_MAILBOX;
    genauth_call_set_timeout_ms(call, 0);
    start(waiting, 0, call, &mine);
    const int connection = accept_request(&silent);

    const pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) {
        alarm(SECONDS / 2);
        genauth_call_cancel(call); /* reaches nothing here */
        CHECK(async_call_succeeds(client) && mine.times == 0);
        genauth_call_free(call);
        genauth_client_free(waiting);
        _exit(EXIT_SUCCESS);
    }
    succeeds(pid);
    CHECK(mine.times == 0);
    genauth_call_cancel(call);
    CHECK(code_in(&mine) == GENAUTH_ERR_CANCELLED);
    genauth_call_free(call);
    genauth_client_free(waiting);
    close(connection);
}

static void hear(void *heard, const char *event, const char *reason) {
    CHECK(strcmp(event, "refreshed") == 0 && !reason);
    atomic_fetch_add((atomic_int *)heard, 1);
}

/* Parent and child go on with one session, which a file keeps: what one has refreshed the other takes. */
static void one_session(void) {
    char path[64];
    atomic_int heard = 0;
    snprintf(path, sizeof path, "/tmp/genauth-fork-%ld", (long)getpid());
    genauth_session *session = new_session(false);
    CHECK(genauth_session_use_file(session, path, NULL) && genauth_session_refresh(session, NULL, NULL));
    genauth_session_on_event(session, hear, &heard);
    const int before = token_requests();
    const pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) {
        alarm(SECONDS / 2);
        CHECK(genauth_session_refresh(session, NULL, NULL) && heard == 1);
        genauth_session_free(session);
        _exit(EXIT_SUCCESS);
    }
    succeeds(pid);
    CHECK(heard == 0 && token_requests() == before + 1);
    CHECK(genauth_session_refresh(session, NULL, NULL) && token_requests() == before + 1);
    genauth_session_on_event(session, NULL, NULL);
    genauth_string_free(genauth_session_sign_out(session, NULL, NULL));
    genauth_session_free(session);
    for (int i = 0; i < 2; i++) {
        char beside[80];
        snprintf(beside, sizeof beside, "%s%s", path, i ? ".lock" : ".refreshing");
        unlink(beside);
    }
}

int main(void) {
    alarm(SECONDS);
    genauth_client *client = new_client(emulator());
    CHECK(call_succeeds(client) && async_call_succeeds(client));
    storm(client);
    CHECK(call_succeeds(client) && async_call_succeeds(client));
    under_way(client);
    one_session();
    CHECK(call_succeeds(client) && async_call_succeeds(client));
    genauth_client_free(client);
    return EXIT_SUCCESS;
}
