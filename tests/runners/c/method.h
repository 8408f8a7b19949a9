/* What the runner calls: one function and one row of its table for each method. */
#ifndef RUNNER_METHOD_H
#define RUNNER_METHOD_H

#include <json-c/json.h>

#include "calls.h"

/* Makes the calls and prints the last members of the response. */
typedef void method_fn(json_object *config, json_object *args, struct calls *calls);

method_fn get_profile;
method_fn access_token;
method_fn refresh;
method_fn sign_out;
method_fn session_profile;
method_fn end_session_url;
method_fn begin_login;
method_fn finish_login;

/* The configuration of a request, to be freed. */
genauth_config *read_config(json_object *config, genauth_error **error);

/* One call of a client. */
struct ended profile_of(const genauth_client *client, uint32_t flags, genauth_call *call, bool is_async);

#endif
