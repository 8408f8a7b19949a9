/* Prints the profile of the signed-in user from libuv's event loop. */
#define _XOPEN_SOURCE 700 /* uv.h needs more than ISO C */
#include <genauth.h>
#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

typedef struct {
    uv_async_t wake_up;
    char *profile;
    genauth_error *error;
} request;

/* On the library's own thread: store, wake, return. uv_async_send() is the one function of libuv for this. */
static void done(void *user_data, char *profile, genauth_error *error) {
    request *asked = user_data;
    asked->profile = profile;
    asked->error = error;
    uv_async_send(&asked->wake_up);
}

/* On the loop's thread. */
static void show(uv_async_t *wake_up) {
    const request *asked = wake_up->data;
    if (asked->profile) {
        puts(asked->profile);
    } else {
        fprintf(stderr, "%s: %s\n%s\n", genauth_code_name(genauth_error_code(asked->error)),
                genauth_error_message(asked->error), genauth_error_hint(asked->error));
    }
    uv_close((uv_handle_t *)wake_up, NULL);
}

int main(void) {
    uv_loop_t *loop = uv_default_loop();
    request asked = {.wake_up.data = &asked};
    genauth_config *config = genauth_config_new(getenv("GENAUTH_APP_ID"), getenv("GENAUTH_HOST"));
    genauth_config_set_access_token(config, getenv("GENAUTH_ACCESS_TOKEN"));
    genauth_client *client = genauth_client_new(config, &asked.error);
    genauth_config_free(config);

    uv_async_init(loop, &asked.wake_up, show);
    if (client) {
        genauth_client_get_profile_async(client, GENAUTH_WITH_IDENTITIES, NULL, done, &asked);
    } else {
        done(&asked, NULL, asked.error);
    }
    uv_run(loop, UV_RUN_DEFAULT); /* until nothing is open: show() has closed the handle */
    uv_loop_close(loop);

    int status = asked.profile ? EXIT_SUCCESS : EXIT_FAILURE;
    genauth_string_free(asked.profile);
    genauth_error_free(asked.error);
    genauth_client_free(client);
    return status;
}
