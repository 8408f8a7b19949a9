/**
 * @file genauth.h
 * @brief Who is the signed-in user? The C interface of libgenauth.
 *
 * @par Ownership
 * A function that returns a `T *` gives it to you: free it once with its own `_free` function, which takes NULL
 * as well. A `const char *` is borrowed from the object that it was read from.
 *
 * @par Strings
 * UTF-8, ending with NUL. What you pass is copied before the function returns.
 *
 * @par Errors
 * A function that can fail returns NULL or false, and stores an error that you own at `*error`, if `error` is not
 * NULL. On success `*error` stays as it was: set it to NULL before the call.
 *
 * @par NULL
 * Passing NULL where an object or a string is needed is an error (`GENAUTH_ERR_INVALID_ARGUMENT`), never a crash.
 *
 * @par Threads
 * A genauth_client may be used by any number of threads at once. A genauth_call may be cancelled by any thread
 * while it is in use; otherwise it, a genauth_config and a genauth_error belong to one thread at a time. Do not free
 * what another thread is still using.
 *
 * @par fork
 * A client made before fork() works in the child and in the parent; the child opens its own connections. Calls
 * that were under way when fork() was called go on in the parent only.
 *
 * @par Callbacks
 * A completion callback runs exactly once, whatever happens, so it can free its `user_data`. It runs on the library's own
 * thread, and its code must stay loaded until it has returned: link a plugin that passes one with `-Wl,-z,nodelete`.
 *
 * @par Signals
 * No function may be called from a signal handler. The library installs no handler; a server that closes its connection
 * raises no SIGPIPE.
 *
 * @par Unloading
 * The shared library stays loaded until the process ends, whatever dlclose() is told.
 *
 * @par Panics
 * A bug in the library becomes an error (`GENAUTH_ERR_INTERNAL`). It never unwinds into your code, aborts, exits or prints.
 */


#ifndef GENAUTH_H
#define GENAUTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The version of this header; genauth_version() has the library's. */
#define GENAUTH_VERSION "0.1.0"
/** The first number of GENAUTH_VERSION. */
#define GENAUTH_VERSION_MAJOR 0
/** The second number of GENAUTH_VERSION. */
#define GENAUTH_VERSION_MINOR 1
/** The third number of GENAUTH_VERSION. */
#define GENAUTH_VERSION_PATCH 0

/**
 * Counts the incompatible changes of this interface; the same number is in the library's soname.
 */
#define GENAUTH_ABI_VERSION 1

/**
 * Flag of genauth_client_get_profile(): ask for "customData".
 */
#define GENAUTH_WITH_CUSTOM_DATA (1u << 0)

/**
 * Flag of genauth_client_get_profile(): ask for "identities", which can hold tokens of other identity providers.
 */
#define GENAUTH_WITH_IDENTITIES (1u << 1)

/**
 * Flag of genauth_client_get_profile(): ask for "departmentIds".
 */
#define GENAUTH_WITH_DEPARTMENT_IDS (1u << 2)

/**
 * Flag of genauth_client_get_profile(): return the server's body, byte for byte, instead of the normalised profile. It
 * is checked all the same.
 */
#define GENAUTH_RAW_ENVELOPE (1u << 16)

/**
 * The token and timeout of one call, and the handle that cancels it. It serves one call at a time and may serve the next
 * one after that, unless it was cancelled: then it stays so.
 */
typedef struct genauth_call genauth_call;

/**
 * Asks one application of the identity cloud who its signed-in user is. Any number of threads may use it at once. It holds
 * no thread, and no socket before its first call.
 */
typedef struct genauth_client genauth_client;

/**
 * What a client needs to know. Used by one thread at a time. The setters cannot fail: genauth_client_new() reports a
 * wrong value and names its key. They copy what they are given. A NULL text changes nothing, so that getenv() can be passed
 * on, and a NULL configuration is left alone.
 */
typedef struct genauth_config genauth_config;

/**
 * What went wrong. Holds no token and no personal data. Belongs to one thread at a time.
 */
typedef struct genauth_error genauth_error;

/**
 * Takes the outcome of genauth_client_get_profile_async(): either `profile_json` (free it with genauth_string_free())
 * or `error` (free it with genauth_error_free()); the other one is NULL. It runs exactly once, on the library's own
 * thread, which serves all asynchronous calls: do not block there. It must not throw or longjmp.
 */
typedef void (*genauth_profile_fn)(void *user_data, char *profile_json, genauth_error *error);

/**
 * GENAUTH_OK, or the kind of an error: one of GENAUTH_ERR_...
 */
typedef int32_t genauth_code;

/**
 * No error.
 */
#define GENAUTH_OK 0

/**
 * An argument cannot be what it is: NULL, not UTF-8, an unknown flag, a token with a line break.
 */
#define GENAUTH_ERR_INVALID_ARGUMENT 1

/**
 * The configuration is wrong; the message names the key.
 */
#define GENAUTH_ERR_CONFIG 2

/**
 * There is no token, or the server does not accept it.
 */
#define GENAUTH_ERR_UNAUTHENTICATED 3

/**
 * The server knows the user and refuses.
 */
#define GENAUTH_ERR_FORBIDDEN 4

/**
 * Too many requests; genauth_error_retry_after_ms() says how long to wait, when the server said so.
 */
#define GENAUTH_ERR_RATE_LIMITED 5

/**
 * The server answered with any other error.
 */
#define GENAUTH_ERR_API 6

/**
 * The server could not be reached: name resolution, connection, TLS, reset.
 */
#define GENAUTH_ERR_NETWORK 7

/**
 * The time for the whole call was used up; the message says in which phase.
 */
#define GENAUTH_ERR_TIMEOUT 8

/**
 * The call was cancelled.
 */
#define GENAUTH_ERR_CANCELLED 9

/**
 * The server reported success, but its answer holds no profile.
 */
#define GENAUTH_ERR_DECODE 10

/**
 * The application's own token callback failed.
 */
#define GENAUTH_ERR_TOKEN_PROVIDER 11

/**
 * A bug in the library.
 */
#define GENAUTH_ERR_INTERNAL 12

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The ABI version of the library that is loaded. Compare it with GENAUTH_ABI_VERSION, the one that your program was
 * compiled for; if they differ, use no other function. Any thread.
 */
uint32_t genauth_abi_version(void);

/**
 * The version of the library that is loaded, such as "0.1.0". Static: never free it. Any thread.
 */
const char *genauth_version(void);

/**
 * A configuration for the application `app_id` at `host`, the application's own address as the console shows it;
 * "https://" may be left out. Free it with genauth_config_free(). Any thread. Never NULL: a NULL or wrong argument is
 * reported by genauth_client_new().
 */
genauth_config *genauth_config_new(const char *app_id,
                                   const char *host);

/**
 * A configuration from a JSON object whose keys are the names of the setters, "app_id" and "host" besides. Unknown keys
 * are errors (GENAUTH_ERR_CONFIG) that suggest the nearest key; NULL or no UTF-8 is GENAUTH_ERR_INVALID_ARGUMENT. Returns
 * NULL and sets `*error` on failure. Free it with genauth_config_free(). Any thread.
 */
genauth_config *genauth_config_from_json(const char *json,
                                         genauth_error **error);

/**
 * The token that calls use unless they bring their own. Visible ASCII only. It is wiped when the last user is freed.
 */
void genauth_config_set_access_token(genauth_config *config,
                                     const char *value);

/**
 * Milliseconds for a whole call: connecting, retries, pauses and the body included. Default 10000; 0: no limit.
 */
void genauth_config_set_timeout_ms(genauth_config *config,
                                   uint32_t value);

/**
 * Milliseconds for opening one connection, TLS included. Default 5000; 0: no limit of its own.
 */
void genauth_config_set_connect_timeout_ms(genauth_config *config, uint32_t value);

/**
 * How often a call is sent at most. Default 3; 1 turns retries off; 0 is an error. A connection that the server had closed meanwhile is
 * replaced once without counting.
 */
void genauth_config_set_max_attempts(genauth_config *config,
                                     uint32_t value);

/**
 * The largest answer to accept, in bytes after decompression. Default 8 MiB; 0 is an error.
 */
void genauth_config_set_max_response_bytes(genauth_config *config, size_t value);

/**
 * A PEM file of certificate authorities to trust besides those of the system. Read by genauth_client_new(), which
 * fails if it holds none.
 */
void genauth_config_set_ca_file(genauth_config *config,
                                const char *value);

/**
 * Certificate authorities to trust besides those of the system, as PEM text. At least one, or genauth_client_new() fails.
 */
void genauth_config_set_ca_pem(genauth_config *config,
                               const char *value);

/**
 * The proxy: "http://[user:password@]host:port", or "none". By default HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and
 * NO_PROXY of the environment decide.
 */
void genauth_config_set_proxy(genauth_config *config, const char *value);

/**
 * Brand in the names of the request headers: "genauth" (the default) or "authing".
 */
void genauth_config_set_header_prefix(genauth_config *config, const char *value);

/**
 * Form of the authorization header: "bearer" (the default) or "bare" for old servers.
 */
void genauth_config_set_token_style(genauth_config *config, const char *value);

/**
 * Language of the server's messages: "zh-CN" (the server's default), "en-US", "ja-JP" or "zh-TW". Sent as it is, visible ASCII
 * only.
 */
void genauth_config_set_language(genauth_config *config,
                                 const char *value);

/**
 * Your product, such as "MyApp/1.2", to stand behind the library's in the user-agent header. Visible ASCII only.
 */
void genauth_config_set_user_agent(genauth_config *config,
                                   const char *value);

/**
 * Allows an "http://" host that is not loopback. The token then travels in the clear. Default false.
 */
void genauth_config_set_allow_insecure_http(genauth_config *config, bool value);

/**
 * Frees a configuration and wipes its token. NULL is allowed. Clients made from it live on. Any thread.
 */
void genauth_config_free(genauth_config *config);

/**
 * Options that change nothing yet. Free them with genauth_call_free(). Any thread. Never NULL.
 */
genauth_call *genauth_call_new(void);

/**
 * The token for this call instead of the client's; NULL: the client's. Returns false and sets `*error`
 * (GENAUTH_ERR_INVALID_ARGUMENT) when `call` is NULL, or when the token is empty or has characters that cannot be sent.
 * The token is copied. Not while the call is under way.
 */
bool genauth_call_set_access_token(genauth_call *call,
                                   const char *token,
                                   genauth_error **error);

/**
 * Milliseconds for this whole call instead of the client's timeout; 0: no limit. A NULL `call` is left alone. Not while the
 * call is under way.
 */
void genauth_call_set_timeout_ms(genauth_call *call,
                                 uint32_t ms);

/**
 * Cancels: the request is dropped, its connection closed, and the call ends with GENAUTH_ERR_CANCELLED. Any thread, any
 * time, any number of times; a call that has already ended keeps its outcome. NULL is allowed.
 */
void genauth_call_cancel(const genauth_call *call);

/**
 * Frees the options and wipes their token. NULL is allowed. An asynchronous call that was started with them goes on. Not
 * while another thread blocks in a call with them.
 */
void genauth_call_free(genauth_call *call);

/**
 * Makes a client; the configuration stays yours and can be used again. Reads "ca_file", does nothing on the network.
 * Free it with genauth_client_free(). Returns NULL and sets `*error` (GENAUTH_ERR_CONFIG, GENAUTH_ERR_INVALID_ARGUMENT) on
 * failure. Any thread.
 */
genauth_client *genauth_client_new(const genauth_config *config,
                                   genauth_error **error);

/**
 * Replaces the token that calls use unless they bring their own; NULL removes it. Calls under way keep theirs. Any
 * thread. Returns false and sets `*error` (GENAUTH_ERR_INVALID_ARGUMENT) when the token cannot be sent; the
 * client then keeps the one that it had.
 */
bool genauth_client_set_access_token(genauth_client *client,
                                     const char *token,
                                     genauth_error **error);

/**
 * Asks who the user is and blocks until the answer is there. `flags` are GENAUTH_WITH_... and
 * GENAUTH_RAW_ENVELOPE; an unknown bit is an error. `call` may be NULL.
 *
 * Returns the profile as a JSON object under the service's own names: documented types, unknown keys kept, and "_notes"
 * only when something in the answer was malformed. Free it with genauth_string_free(). Returns NULL and sets `*error` on
 * failure: any GENAUTH_ERR_... but GENAUTH_ERR_CONFIG. Any thread, except inside a completion callback, where it fails with
 * GENAUTH_ERR_INVALID_ARGUMENT instead of waiting for itself.
 */
char *genauth_client_get_profile(const genauth_client *client,
                                 uint32_t flags,
                                 genauth_call *call,
                                 genauth_error **error);

/**
 * Like genauth_client_get_profile(), without blocking: `done` takes the outcome, exactly once, whatever happens. When the
 * arguments are wrong it runs before this function returns, otherwise on the library's own thread.
 *
 * `client` and `call` may be freed at once: the call goes on. `user_data` is handed to `done` untouched and must live
 * until then. `done` must not be NULL; if it is, nothing happens. Any thread, also inside a completion callback.
 */
void genauth_client_get_profile_async(const genauth_client *client,
                                      uint32_t flags,
                                      genauth_call *call,
                                      genauth_profile_fn done,
                                      void *user_data);

/**
 * Frees a client and wipes its token. NULL is allowed. Asynchronous calls under way still complete. Any thread, also inside
 * a completion callback; not while another thread blocks in a call.
 */
void genauth_client_free(genauth_client *client);

/**
 * The kind of an error; GENAUTH_OK for NULL.
 */
genauth_code genauth_error_code(const genauth_error *error);

/**
 * What happened, for people; never parse it. Borrowed from the error. Never NULL: "" for a NULL error.
 */
const char *genauth_error_message(const genauth_error *error);

/**
 * What to do about it, in one line. Borrowed from the error. Never NULL, may be "".
 */
const char *genauth_error_hint(const genauth_error *error);

/**
 * HTTP status of the answer; 0: there is none, as for NULL.
 */
int32_t genauth_error_http_status(const genauth_error *error);

/**
 * "statusCode" of the service's envelope, which also takes values such as 499 and 601; 0: there is none, as for NULL.
 */
int32_t genauth_error_status_code(const genauth_error *error);

/**
 * "apiCode" of the envelope, such as "2020". Borrowed from the error. NULL: there is none.
 */
const char *genauth_error_api_code(const genauth_error *error);

/**
 * Id of the request, for the service's support. Borrowed from the error. NULL: there is none.
 */
const char *genauth_error_request_id(const genauth_error *error);

/**
 * How many milliseconds the server asked to wait; -1: it did not say, as for NULL.
 */
int64_t genauth_error_retry_after_ms(const genauth_error *error);

/**
 * Whether the same call may succeed later. false for NULL.
 */
bool genauth_error_is_retryable(const genauth_error *error);

/**
 * Whether the server itself said that the session is over: only then sign the user out. false for NULL.
 */
bool genauth_error_session_is_dead(const genauth_error *error);

/**
 * Every fact as a JSON object; absent facts are null. Free it with genauth_string_free(). NULL for NULL.
 */
char *genauth_error_to_json(const genauth_error *error);

/**
 * The name of a code, such as "rate_limited"; "ok" for GENAUTH_OK, "unknown" for any other number. Static.
 */
const char *genauth_code_name(genauth_code code);

/**
 * Frees an error, and with it what was borrowed from it. NULL is allowed.
 */
void genauth_error_free(genauth_error *error);

/**
 * Wipes a text that the library returned as `char *`, because it held personal data, and frees it. NULL is allowed.
 */
void genauth_string_free(char *string);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* GENAUTH_H */
