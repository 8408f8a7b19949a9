/* The examples of sessions, run as their users run them: sign in with a browser, start again, keep the session. */
#define _DEFAULT_SOURCE
#include <signal.h>
#include <sys/wait.h>

#include "openid.h"

static char output[1 << 16];

/* Starts an example, and returns where its output can be read. */
static int start(const char *program, pid_t *child) {
    int ends[2];
    CHECK(pipe(ends) == 0);
    *child = fork();
    CHECK(*child >= 0);
    if (*child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execl(program, program, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    output[0] = '\0';
    return ends[0];
}

/* Reads until `wanted` is there, or to the end. */
static void read_until(int end, const char *wanted) {
    size_t length = strlen(output);
    while (!wanted || !strstr(output, wanted)) {
        const ssize_t more = read(end, output + length, sizeof output - 1 - length);
        CHECK(more >= 0 && (more > 0 || !wanted));
        if (more == 0) return;
        length += (size_t)more;
        output[length] = '\0';
    }
}

static int exit_code(pid_t child) {
    int status;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
    return WEXITSTATUS(status);
}

int main(void) {
    char folder[] = "/tmp/genauth-XXXXXX";
    pid_t child;
    CHECK(mkdtemp(folder) && chdir(folder) == 0);
    setenv("GENAUTH_APP_ID", "test-app", 1);

    int end = start(KEEP_SESSION, &child);
    CHECK(exit_code(child) == EXIT_FAILURE); /* nobody is signed in */
    close(end);

    end = start(SIGN_IN, &child);
    read_until(end, "\n");
    char *url = between(output, "Sign in at ", "\n"), named[4096];
    snprintf(named, sizeof named, "%s&login_hint=" USER, url);
    char *redirect = redirect_of(named);
    free(http("GET", redirect, ""));
    read_until(end, NULL);
    CHECK(exit_code(child) == EXIT_SUCCESS && strstr(output, "@"));
    free(url), free(redirect);
    close(end);

    end = start(SIGN_IN, &child);
    read_until(end, NULL);
    CHECK(exit_code(child) == EXIT_SUCCESS && strstr(output, "@") && !strstr(output, "Sign in"));
    close(end);

    end = start(KEEP_SESSION, &child);
    read_until(end, USER);
    CHECK(kill(child, SIGTERM) == 0 && exit_code(child) == EXIT_SUCCESS);
    close(end);

    const char *const files[] = {"session.json", "session.json.lock", "session.json.refreshing"};
    for (int i = 0; i < 3; i++) unlink(files[i]);
    CHECK(chdir("/") == 0 && rmdir(folder) == 0);
    return EXIT_SUCCESS;
}
