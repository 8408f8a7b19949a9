/* Prints the profile of the signed-in user from an event loop of epoll: nothing here blocks but epoll_wait(). */
#include <genauth.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* What the library's thread hands to the loop: the outcome first, the wake-up after it. */
typedef struct {
    int wake_up;
    char *profile;
    genauth_error *error;
} outcome;

/* On the library's own thread: store, wake, return. */
static void done(void *user_data, char *profile, genauth_error *error) {
    outcome *result = user_data;
    result->profile = profile;
    result->error = error;
    eventfd_write(result->wake_up, 1);
}

static int report(const outcome *result) {
    if (result->profile) {
        puts(result->profile);
    } else {
        fprintf(stderr, "%s: %s\n%s\n", genauth_code_name(genauth_error_code(result->error)),
                genauth_error_message(result->error), genauth_error_hint(result->error));
    }
    return result->profile ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(void) {
    outcome result = {.wake_up = eventfd(0, EFD_CLOEXEC)};
    genauth_config *config = genauth_config_new(getenv("GENAUTH_APP_ID"), getenv("GENAUTH_HOST"));
    genauth_config_set_access_token(config, getenv("GENAUTH_ACCESS_TOKEN"));
    genauth_client *client = genauth_client_new(config, &result.error);
    genauth_config_free(config);

    if (client) {
        int loop = epoll_create1(EPOLL_CLOEXEC);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &result};
        epoll_ctl(loop, EPOLL_CTL_ADD, result.wake_up, &event);
        genauth_client_get_profile_async(client, GENAUTH_WITH_IDENTITIES, NULL, done, &result);

        /* The program's other descriptors would be served here, too. */
        eventfd_t ended = 0;
        while (!ended) {
            if (epoll_wait(loop, &event, 1, -1) == 1 && event.data.ptr == &result) {
                eventfd_read(result.wake_up, &ended);
            }
        }
        close(loop);
    }

    int status = report(&result);
    genauth_string_free(result.profile);
    genauth_error_free(result.error);
    genauth_client_free(client);
    close(result.wake_up);
    return status;
}
