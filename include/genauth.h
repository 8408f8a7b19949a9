/**
 * @file genauth.h
 * @brief Who is the signed-in user? The C interface of libgenauth.
 *
 * @par Ownership
 * A function that returns a `T *` transfers ownership to you: free it once with its own `_free` function, which
 * accepts NULL. A `const char *` is borrowed from the object that it was read from, and valid as long as that is.
 *
 * @par Strings
 * UTF-8, NUL-terminated. Arguments are copied before the function returns.
 *
 * @par Errors
 * A function that can fail returns NULL or false, and stores an error that you own in `*error`, unless `error` is
 * NULL. On success `*error` is not written: set it to NULL before the call.
 *
 * @par NULL
 * Passing NULL where an object or a string is required is an error (`GENAUTH_ERR_INVALID_ARGUMENT`), never a crash.
 *
 * @par Threads
 * A genauth_client, a genauth_session, a genauth_login and a genauth_profile may be used by any number of threads at
 * once. A genauth_call may be cancelled from any thread while it is in use; apart from that, a genauth_call, a
 * genauth_config and a genauth_error may be used by one thread at a time. Do not free an object that another thread is
 * still using.
 *
 * A thread that is cancelled with pthread_cancel() in a function of the library completes the function first; what it
 * returns is lost only if the thread's cancellation is asynchronous. genauth_call_cancel() ends the call itself.
 *
 * @par Stack
 * Any function works on a thread with a stack of 64 KiB. Builds of the library without optimisation need 256 KiB.
 *
 * @par fork
 * A client or a session created before fork() works in the child and in the parent; the child opens its own
 * connections. Calls that are in progress when fork() is called continue in the parent only. A session that both go on
 * with needs a store that both use, because a refresh token serves once.
 *
 * @par Callbacks
 * A completion callback runs exactly once, whatever happens, so it can free its `user_data`. It runs on the library's
 * own thread. The functions of a session store, a token provider and a listener run any number of times, on any thread;
 * `destroy` runs exactly once, after all of them. No callback may throw or longjmp. Its code must stay loaded until it
 * has returned: link a plugin that passes one with `-Wl,-z,nodelete`.
 *
 * @par Blocking inside callbacks
 * A blocking call that a callback must not make fails with `GENAUTH_ERR_INVALID_ARGUMENT` instead of deadlocking:
 * every one inside a completion callback or a store, those of a client inside a token provider. A listener may block
 * and use its session. A store or a listener that hangs leaves calls their timeout. A token provider runs on the
 * thread of a blocking call, whose timeout cannot interrupt it: one that takes its time returns true and delivers
 * later.
 *
 * @par Sessions
 * A genauth_login becomes a genauth_session, which gives access tokens to clients: genauth_login_begin(), then
 * genauth_login_finish(), then genauth_session_client(). genauth_session_use_file() or genauth_session_use_store()
 * keeps it for the next start, where genauth_session_open_file() or genauth_session_open() restores it. New tokens are
 * saved before anybody gets them. The user has to sign in again when an error says genauth_error_session_is_dead(),
 * and in no other case.
 *
 * @par Secrets
 * Tokens, records of a store, logins as JSON, claims and logout URLs are strings that must not be logged;
 * genauth_string_free() wipes them.
 *
 * @par Signals
 * No function may be called from a signal handler. The library installs no handler. A connection that the server
 * closes raises no SIGPIPE. The library's own threads block all signals but those of a fault (SIGSEGV and its like);
 * what a callback starts, a thread or a process, inherits that.
 *
 * @par Exit
 * Functions may be called until the process ends: in handlers of atexit(), in destructors of static and thread-local
 * objects and of pthread keys. Exit waits for no call; a call that is in progress then never completes.
 *
 * @par Unloading
 * The shared library stays loaded until the process ends; dlclose() does not unload it.
 *
 * @par Panics
 * A bug in the library becomes an error (`GENAUTH_ERR_INTERNAL`). It never unwinds into your code, aborts, exits or
 * prints.
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
 * Counts incompatible changes of this interface; the same number is in the library's soname.
 */
#define GENAUTH_ABI_VERSION 1

/**
 * Flag of a call for the profile: request "customData".
 */
#define GENAUTH_WITH_CUSTOM_DATA (1u << 0)

/**
 * Flag of a call for the profile: request "identities", which can hold tokens of other identity providers.
 */
#define GENAUTH_WITH_IDENTITIES (1u << 1)

/**
 * Flag of a call for the profile: request "departmentIds".
 */
#define GENAUTH_WITH_DEPARTMENT_IDS (1u << 2)

/**
 * Flag of genauth_client_get_profile(): return the response body, byte for byte, instead of the normalised profile. It
 * is validated all the same.
 */
#define GENAUTH_RAW_ENVELOPE (1u << 16)

/**
 * The token and timeout of one call, and the handle that cancels it. It serves one call at a time, and may be used
 * for another call afterwards, unless it was cancelled: it stays cancelled. Calls of a login or a session use the
 * timeout and the cancellation alone.
 */
typedef struct genauth_call genauth_call;

/**
 * A client for one GenAuth application. Any number of threads may use it at once. It holds no thread, and no socket
 * before its first call.
 */
typedef struct genauth_client genauth_client;

/**
 * The configuration of a client, a login or a session. One thread at a time. The setters cannot fail: what is created
 * from the configuration, as by genauth_client_new(), reports an invalid value and names its key. They copy their
 * arguments. A NULL string changes nothing, so that the result of getenv() can be passed, and a NULL configuration is
 * ignored.
 */
typedef struct genauth_config genauth_config;

/**
 * What went wrong. Holds no token and no personal data. One thread at a time.
 */
typedef struct genauth_error genauth_error;

/**
 * A login that has begun: an authorization code with PKCE. It serves once, for ten minutes. Any number of threads may
 * use it at once.
 */
typedef struct genauth_login genauth_login;

/**
 * The signed-in user. It never changes, so any number of threads may read it at once.
 *
 * Fields have the service's own names, such as "userId", "email" and "phoneVerified". A field is absent if the service
 * did not send it, if its value was malformed, and if the name is unknown.
 */
typedef struct genauth_profile genauth_profile;

/**
 * Where `load` and `save` leave a record, by genauth_record_sink_give(). Valid until they return.
 */
typedef struct genauth_record_sink genauth_record_sink;

/**
 * One signed-in user of one application: tokens that refresh themselves, are saved, and can be ended. Any number of
 * threads may use it at once, and share one refresh. Without a store it lasts as long as the program.
 */
typedef struct genauth_session genauth_session;

/**
 * Where a token provider delivers its token: by genauth_token_sink_give() or genauth_token_sink_fail(), one of them,
 * once. Both free it. Any thread.
 */
typedef struct genauth_token_sink genauth_token_sink;

/**
 * What a function of a genauth_session_store did: one of GENAUTH_STORE_...; any other number means that it failed.
 */
typedef int32_t genauth_store_status;

/**
 * Reads the record: gives it to `found` and returns GENAUTH_STORE_OK, or returns GENAUTH_STORE_EMPTY,
 * GENAUTH_STORE_LOCKED or GENAUTH_STORE_FAILED.
 */
typedef genauth_store_status (*genauth_store_load_fn)(void *user_data, genauth_record_sink *found);

/**
 * Replaces the record by `record_json`, whose generation is `generation`, if the stored one has the generation
 * `expected`; 0 means that none is stored. Returns GENAUTH_STORE_OK when the record is durable,
 * GENAUTH_STORE_CONFLICT if another generation is stored, which it gives to `newer`, or no record at all, or
 * GENAUTH_STORE_FAILED. `record_json` is borrowed.
 */
typedef genauth_store_status (*genauth_store_save_fn)(void *user_data,
                                                      uint64_t expected,
                                                      uint64_t generation,
                                                      const char *record_json,
                                                      genauth_record_sink *newer);

/**
 * Removes the record. Returns GENAUTH_STORE_OK, also if there is none, or GENAUTH_STORE_FAILED.
 */
typedef genauth_store_status (*genauth_store_remove_fn)(void *user_data);

/**
 * Receives `user_data` when the library needs it no more: the place to free it. It runs exactly once, on any thread.
 * It must not call the library.
 */
typedef void (*genauth_destroy_fn)(void *user_data);

/**
 * Where the application keeps a session: one record, read and replaced as a whole. All functions except `destroy` are
 * required.
 *
 * A record is a JSON object: "generation" (an integer that rises with every change), "app_id", "tokens" (an object as
 * genauth_session_tokens() returns it), "refreshing_since" (Unix seconds or null) and "verified_by" ("jwks", "secret",
 * "tls" or null). It holds secrets. Keep the string as it is; only its generation matters to a store.
 *
 * The functions run on any thread, never two at once for one session. They may block. Inside them every blocking call
 * of this library fails with GENAUTH_ERR_INVALID_ARGUMENT instead of deadlocking. They must not throw or longjmp. The
 * struct itself is copied; the library owns `user_data` from then on.
 */
typedef struct {
    /**
     * Passed to the functions unchanged.
     */
    void *user_data;
    /**
     * Reads the record.
     */
    genauth_store_load_fn load;
    /**
     * Replaces the record.
     */
    genauth_store_save_fn save;
    /**
     * Removes the record.
     */
    genauth_store_remove_fn remove;
    /**
     * Frees `user_data`; may be NULL. Runs exactly once: when the session uses the store no more, or before the
     * function that was given the store returns without a session.
     */
    genauth_destroy_fn destroy;
} genauth_session_store;

/**
 * Receives what happens to a session. `event` is "refreshed", "ended" (the user must sign in again), "signed_out" or
 * "store_failed" (the session goes on in memory); more may come. `reason` says why it ended, else it is NULL:
 * "invalid_grant", "lost_refresh" or "token_refused". Both are borrowed.
 *
 * It runs on a thread of the library, where it may block and use the session; those who wait for what it is told wait
 * for it, too. No lock is held. It must not throw or longjmp.
 */
typedef void (*genauth_session_event_fn)(void *user_data, const char *event, const char *reason);

/**
 * Receives the outcome of genauth_client_get_profile_async(): either `profile_json` (free it with
 * genauth_string_free()) or `error` (free it with genauth_error_free()); the other one is NULL. It runs exactly
 * once, on the library's own thread, which serves all asynchronous calls: do not block there. It must not throw,
 * longjmp or end its thread.
 */
typedef void (*genauth_profile_fn)(void *user_data, char *profile_json, genauth_error *error);

/**
 * Receives the outcome of genauth_client_fetch_profile_async(): either `profile` (free it with genauth_profile_free())
 * or `error` (free it with genauth_error_free()); the other one is NULL. Otherwise like genauth_profile_fn.
 */
typedef void (*genauth_fetch_profile_fn)(void *user_data, genauth_profile *profile, genauth_error *error);

/**
 * The application's own source of access tokens, for genauth_client_use_provider().
 *
 * `rejected_token` is the token that the service has just refused, else NULL; borrowed until the function returns. The
 * function returns true if `sink` has its token or gets it later, from any thread; false if there is none, and then it
 * must not use `sink` after it has returned. A sink that gets nothing lets the call run into its timeout.
 *
 * It runs on any thread, and on several at once: on the caller's own for a blocking call, whose timeout cannot interrupt
 * it. It may block, and use sessions, but a genauth_client_get_profile() inside it fails with
 * GENAUTH_ERR_INVALID_ARGUMENT. It must not throw or longjmp.
 */
typedef bool (*genauth_token_provider_fn)(void *user_data,
                                          const char *rejected_token,
                                          genauth_token_sink *sink);

/**
 * GENAUTH_OK, or the kind of an error: one of GENAUTH_ERR_...
 */
typedef int32_t genauth_code;

/**
 * The record was loaded, saved or removed. After `remove` also: there was none.
 */
#define GENAUTH_STORE_OK 0

/**
 * `load`: there is no record.
 */
#define GENAUTH_STORE_EMPTY 1

/**
 * `load`: the store cannot be read now, such as a keychain before the device is unlocked. Not the same as empty.
 */
#define GENAUTH_STORE_LOCKED 2

/**
 * `save`: nothing was saved, because the stored record has another generation than expected.
 */
#define GENAUTH_STORE_CONFLICT 3

/**
 * The store failed.
 */
#define GENAUTH_STORE_FAILED 4

/**
 * No error.
 */
#define GENAUTH_OK 0

/**
 * An argument is invalid: NULL, not UTF-8, an unknown flag, a token with a line break.
 */
#define GENAUTH_ERR_INVALID_ARGUMENT 1

/**
 * The configuration is invalid; the message names the key.
 */
#define GENAUTH_ERR_CONFIG 2

/**
 * There is no token, or the server rejects it.
 */
#define GENAUTH_ERR_UNAUTHENTICATED 3

/**
 * The server knows the user and denies access.
 */
#define GENAUTH_ERR_FORBIDDEN 4

/**
 * Too many requests; genauth_error_retry_after_ms() says how long to wait, if the server said so.
 */
#define GENAUTH_ERR_RATE_LIMITED 5

/**
 * The server sent any other error response.
 */
#define GENAUTH_ERR_API 6

/**
 * The server could not be reached: name resolution, connection, TLS, reset.
 */
#define GENAUTH_ERR_NETWORK 7

/**
 * The call's timeout or its connect timeout expired; the message names the phase.
 */
#define GENAUTH_ERR_TIMEOUT 8

/**
 * The call was cancelled.
 */
#define GENAUTH_ERR_CANCELLED 9

/**
 * The server reported success, but the response holds no profile.
 */
#define GENAUTH_ERR_DECODE 10

/**
 * The application's token provider gave no token.
 */
#define GENAUTH_ERR_TOKEN_PROVIDER 11

/**
 * A bug in the library, or a process that has run out of threads or files.
 */
#define GENAUTH_ERR_INTERNAL 12

/**
 * The login ended without a session: the user or the server refused it, or its response does not belong to it.
 */
#define GENAUTH_ERR_LOGIN 13

/**
 * The application's session store failed.
 */
#define GENAUTH_ERR_STORE 14

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Returns the ABI version of the loaded library. Compare it with GENAUTH_ABI_VERSION, which your program was compiled
 * with; if they differ, call no other function. Any thread.
 */
uint32_t genauth_abi_version(void);

/**
 * Returns the version of the loaded library, such as "0.1.0". Static: never free it. Any thread.
 */
const char *genauth_version(void);

/**
 * Creates a configuration for the application `app_id` at `host`, the application's own address as the console shows
 * it; "https://" may be omitted. Free it with genauth_config_free(). Any thread. Never NULL: genauth_client_new()
 * reports a NULL or invalid argument.
 */
genauth_config *genauth_config_new(const char *app_id,
                                   const char *host);

/**
 * Creates a configuration from a JSON object whose keys are the names of the setters, "app_id" and "host". An
 * unknown key is an error (GENAUTH_ERR_CONFIG) that suggests the nearest key; NULL or invalid UTF-8 is
 * GENAUTH_ERR_INVALID_ARGUMENT. Returns NULL and sets `*error` on failure. Free it with genauth_config_free(). Any
 * thread.
 */
genauth_config *genauth_config_from_json(const char *json,
                                         genauth_error **error);

/**
 * The token for calls that have none of their own. Visible ASCII only. The library wipes its own copies when the
 * configuration and its clients are freed; buffers of the HTTP stack are not wiped.
 */
void genauth_config_set_access_token(genauth_config *config,
                                     const char *value);

/**
 * The application's secret, for logins and sessions: servers have one, programs in the hands of users have none.
 * Wiped like the token.
 */
void genauth_config_set_app_secret(genauth_config *config,
                                   const char *value);

/**
 * How the secret is sent to the token endpoint: "post" (the default, in the body) or "basic" (in a header).
 */
void genauth_config_set_client_auth(genauth_config *config, const char *value);

/**
 * Milliseconds for a whole call, with connecting, retries, back-off and the body. Default 10000; 0: no limit.
 */
void genauth_config_set_timeout_ms(genauth_config *config, uint32_t value);

/**
 * Milliseconds for opening one connection, TLS included. Default 5000; 0: no limit of its own.
 */
void genauth_config_set_connect_timeout_ms(genauth_config *config, uint32_t value);

/**
 * The most attempts per call. Default 3; 1 disables retries; 0 is an error. A pooled connection that the server had
 * closed is replaced once, and that does not count.
 */
void genauth_config_set_max_attempts(genauth_config *config,
                                     uint32_t value);

/**
 * The largest response body to accept, in bytes after decompression. Default 8 MiB; 0 is an error.
 */
void genauth_config_set_max_response_bytes(genauth_config *config, size_t value);

/**
 * A PEM file of certificate authorities to trust in addition to the system's. Read by genauth_client_new(), which
 * fails if it holds none.
 */
void genauth_config_set_ca_file(genauth_config *config,
                                const char *value);

/**
 * Certificate authorities to trust in addition to the system's, as a PEM string. Without any in it,
 * genauth_client_new() fails.
 */
void genauth_config_set_ca_pem(genauth_config *config, const char *value);

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
 * Language of the server's messages: "zh-CN" (the server's default), "en-US", "ja-JP" or "zh-TW". Sent unchanged;
 * visible ASCII only.
 */
void genauth_config_set_language(genauth_config *config,
                                 const char *value);

/**
 * Your application's name and version, such as "MyApp/1.2", appended to the library's in the user-agent header.
 * Visible ASCII only.
 */
void genauth_config_set_user_agent(genauth_config *config,
                                   const char *value);

/**
 * Allows an "http://" host that is not loopback. The token is then sent in clear text. Default false.
 */
void genauth_config_set_allow_insecure_http(genauth_config *config, bool value);

/**
 * Frees a configuration and wipes its secrets. NULL is allowed. What was created from it stays valid. Any thread.
 */
void genauth_config_free(genauth_config *config);

/**
 * Creates options that change nothing yet. Free them with genauth_call_free(). Any thread. Never NULL.
 */
genauth_call *genauth_call_new(void);

/**
 * Sets the token for this call, instead of the client's; NULL: the client's. Returns false and sets `*error`
 * (GENAUTH_ERR_INVALID_ARGUMENT) if `call` is NULL, or if the token is empty or has characters other than visible
 * ASCII. The token is copied. Not while the call is in progress.
 */
bool genauth_call_set_access_token(genauth_call *call,
                                   const char *token,
                                   genauth_error **error);

/**
 * Sets the milliseconds for this whole call, instead of the client's timeout; 0: no limit. A NULL `call` is ignored.
 * Not while the call is in progress.
 */
void genauth_call_set_timeout_ms(genauth_call *call,
                                 uint32_t ms);

/**
 * Cancels the call: the request is dropped, its connection closed, and the call ends with GENAUTH_ERR_CANCELLED. Any
 * thread, any time, any number of times; a call that has already ended keeps its outcome. NULL is allowed.
 */
void genauth_call_cancel(const genauth_call *call);

/**
 * Frees the options and wipes their token. NULL is allowed. An asynchronous call that was started with them continues.
 * Not while another thread blocks in a call with them.
 */
void genauth_call_free(genauth_call *call);

/**
 * Begins a login whose redirect the application receives itself. Performs no I/O except reading "ca_file".
 *
 * `options_json` is a JSON object: "redirect_uri" (required; one that the console lists), "scopes" (an array or a
 * string; by default "openid profile email phone offline_access"), "prompt", "login_hint", "ui_locales", "tenant_id"
 * and "extra" (an object with more parameters of the request). An unknown key is an error.
 *
 * Send the user's browser to genauth_login_url(), then call genauth_login_finish(). Free the login with
 * genauth_login_free(). Returns NULL and sets `*error` (GENAUTH_ERR_CONFIG, GENAUTH_ERR_INVALID_ARGUMENT) on failure.
 * Any thread.
 */
genauth_login *genauth_login_begin(const genauth_config *config,
                                   const char *options_json,
                                   genauth_error **error);

/**
 * Begins a login whose redirect comes to this process over the loopback interface, and opens the port. For programs
 * with a browser on the same machine: open genauth_login_url() in it, then call genauth_login_wait().
 *
 * `options_json` is as for genauth_login_begin(), and may be NULL: without "redirect_uri" it is
 * "http://127.0.0.1/callback" on a free port. "ports", an array of integers, are the ports to try. Otherwise like
 * genauth_login_begin().
 */
genauth_login *genauth_login_listen(const genauth_config *config,
                                    const char *options_json,
                                    genauth_error **error);

/**
 * Takes up a login that genauth_login_to_json() wrote, perhaps in another process. `config` must name the same
 * application. Otherwise like genauth_login_begin().
 */
genauth_login *genauth_login_from_json(const genauth_config *config,
                                       const char *json,
                                       genauth_error **error);

/**
 * Returns where to send the user's browser. Borrowed from the login. NULL for NULL. Any thread.
 */
const char *genauth_login_url(const genauth_login *login);

/**
 * Returns the login as a JSON object, without the configuration. A secret until the login has ended: free it with
 * genauth_string_free(). NULL for NULL. Any thread.
 */
char *genauth_login_to_json(const genauth_login *login);

/**
 * Ends the login with the URL that the browser was sent back to; its query alone will do. `call` may be NULL. Returns
 * the session; free it with genauth_session_free().
 *
 * Returns NULL and sets `*error` on failure: GENAUTH_ERR_LOGIN if the user or the server refused (see
 * genauth_error_oauth_error()), if the URL belongs to another login, or if the ID token is invalid; else what failed
 * on the way. Threads as for genauth_session_access_token().
 */
genauth_session *genauth_login_finish(const genauth_login *login,
                                      const char *url,
                                      genauth_call *call,
                                      genauth_error **error);

/**
 * Waits for the browser to come back to a login of genauth_login_listen(), and ends the login. It gives up when the
 * login is ten minutes old, unless `call` (may be NULL) has a timeout. Otherwise like genauth_login_finish().
 */
genauth_session *genauth_login_wait(const genauth_login *login,
                                    genauth_call *call,
                                    genauth_error **error);

/**
 * Frees a login, wipes its secrets and closes its port. NULL is allowed. Its session stays valid. Any thread; not
 * while another thread blocks in a call.
 */
void genauth_login_free(genauth_login *login);

/**
 * Creates a session with tokens that the application got itself: a JSON object with "access_token" and, optional,
 * "refresh_token", "id_token", "expires_at" (Unix seconds) and "scope". Performs no I/O except reading "ca_file".
 * Nothing vouches for an ID token that comes this way, unless it is signed with the application's secret.
 *
 * Free it with genauth_session_free(). Returns NULL and sets `*error` (GENAUTH_ERR_CONFIG,
 * GENAUTH_ERR_INVALID_ARGUMENT) on failure. Any thread.
 */
genauth_session *genauth_session_from_tokens(const genauth_config *config,
                                             const char *tokens_json,
                                             genauth_error **error);

/**
 * Restores the session that `store` holds, without touching the network. Free it with genauth_session_free(). Returns
 * NULL without an error if the store is empty, and NULL with `*error` on failure: GENAUTH_ERR_STORE if the store
 * fails, is locked (then retryable), or holds another application's session. Unless there is a session, `destroy` has
 * run. Any thread, except inside a store.
 */
genauth_session *genauth_session_open(const genauth_config *config,
                                      const genauth_session_store *store,
                                      genauth_error **error);

/**
 * Like genauth_session_open(), with the library's own store in the file `path`: mode 0600, replaced as a whole,
 * shared by any number of processes. A missing file is an empty store. The folder must exist, on a local disk, and
 * only its owner may write to it; ".lock", ".refreshing" and ".new" are appended to `path` for files that stand
 * beside it.
 */
genauth_session *genauth_session_open_file(const genauth_config *config,
                                           const char *path,
                                           genauth_error **error);

/**
 * Keeps the session in `store` from now on, and saves it at once, in the place of what the store holds. Returns false
 * and sets `*error` on failure. After GENAUTH_ERR_STORE the store is used all the same: the session tries to save
 * again at its next call. After GENAUTH_ERR_INVALID_ARGUMENT it is not, and `destroy` has run. Any thread, except
 * inside a store.
 */
bool genauth_session_use_store(genauth_session *session,
                               const genauth_session_store *store,
                               genauth_error **error);

/**
 * Like genauth_session_use_store(), with the store of genauth_session_open_file().
 */
bool genauth_session_use_file(genauth_session *session, const char *path, genauth_error **error);

/**
 * Creates a client whose calls carry this session's access token. It shares the session's settings and connections,
 * and keeps the session alive. Free it with genauth_client_free(). Returns NULL and sets `*error`
 * (GENAUTH_ERR_INVALID_ARGUMENT) if `session` is NULL. Any thread.
 */
genauth_client *genauth_session_client(const genauth_session *session,
                                       genauth_error **error);

/**
 * Returns an access token that is fit for use, after a refresh if need be; for the application's own requests. A
 * secret: free it with genauth_string_free(). `call` may be NULL. A call that times out or is cancelled leaves the
 * refresh to the others.
 *
 * Returns NULL and sets `*error` on failure: GENAUTH_ERR_UNAUTHENTICATED if the session has ended or cannot be
 * refreshed, else why the refresh failed. Any thread, except inside a completion callback or a store, where it fails
 * with GENAUTH_ERR_INVALID_ARGUMENT.
 */
char *genauth_session_access_token(const genauth_session *session,
                                   genauth_call *call,
                                   genauth_error **error);

/**
 * Returns an access token other than `rejected`, which the application's own server has refused: the one that somebody
 * got since, else that of a refresh. However many requests were refused with one token, it is refreshed once. Otherwise
 * like genauth_session_access_token(); GENAUTH_ERR_INVALID_ARGUMENT if `rejected` is no access token.
 */
char *genauth_session_access_token_after(const genauth_session *session,
                                         const char *rejected,
                                         genauth_call *call,
                                         genauth_error **error);

/**
 * Refreshes now, however fresh the tokens are; a refresh in progress is shared. `call` may be NULL. Returns false and
 * sets `*error` on failure. Threads as for genauth_session_access_token().
 */
bool genauth_session_refresh(const genauth_session *session,
                             genauth_call *call,
                             genauth_error **error);

/**
 * Returns the tokens as they are, without a refresh: a JSON object with the keys of genauth_session_from_tokens(),
 * absent values null. A secret: free it with genauth_string_free(). NULL when the session has ended, and for NULL.
 * Any thread.
 */
char *genauth_session_tokens(const genauth_session *session);

/**
 * Returns who signed in, as the ID token says: its claims as a JSON object. Personal data: free it with
 * genauth_string_free(). NULL without an ID token, when the session has ended, and for NULL. Any thread.
 */
char *genauth_session_claims(const genauth_session *session);

/**
 * Ends the session: wipes tokens and store, then revokes the grant at the server. `call` may be NULL.
 *
 * Returns a JSON object: "revoked" and "store_removed" (booleans), "revoke_error" and "store_error" (null, or an
 * object as genauth_error_to_json() writes it). Free it with genauth_string_free(). Tokens and store are wiped
 * whatever the network does; if the time of `call` runs out there, "revoke_error" says so. Returns NULL and sets
 * `*error` only for a NULL session, and when `call` was cancelled. Threads as for genauth_session_access_token().
 */
char *genauth_session_sign_out(const genauth_session *session,
                               genauth_call *call,
                               genauth_error **error);

/**
 * Returns the URL that ends the browser's own session with the server, also after the sign-out. The browser comes
 * back to `post_logout_redirect_uri`, if that is not NULL. It can hold the ID token: do not log it, and free it with
 * genauth_string_free(). NULL for a NULL session or invalid UTF-8. Any thread.
 */
char *genauth_session_end_session_url(const genauth_session *session,
                                      const char *post_logout_redirect_uri);

/**
 * Tells `listener` from now on what happens to the session; it replaces an earlier one, and NULL removes it.
 *
 * When this function or genauth_session_free() returns, the earlier listener runs no more, so its `user_data` can be
 * freed. For that they wait for it, except inside a callback of this library: there it may still be running. A NULL
 * session is ignored. Any thread.
 */
void genauth_session_on_event(genauth_session *session,
                              genauth_session_event_fn listener,
                              void *user_data);

/**
 * Frees a session. Its clients keep its tokens; otherwise they are wiped. The store keeps its record: this is no
 * sign-out. NULL is allowed. Any thread, also inside a callback; not while another thread blocks in a call.
 */
void genauth_session_free(genauth_session *session);

/**
 * Passes a record that a store holds to the library: the JSON object, unchanged, that `save` was given. It is copied.
 * A string that is no record counts as a failure of the store. A NULL `sink` is ignored.
 */
void genauth_record_sink_give(genauth_record_sink *sink,
                              const char *record_json);

/**
 * Creates a client; the configuration stays yours and can be used again. Performs no I/O except reading "ca_file".
 * Free it with genauth_client_free(). Returns NULL and sets `*error` (GENAUTH_ERR_CONFIG,
 * GENAUTH_ERR_INVALID_ARGUMENT) on failure. Any thread.
 */
genauth_client *genauth_client_new(const genauth_config *config,
                                   genauth_error **error);

/**
 * Replaces the token for calls that have none of their own; NULL removes it. A session or a token provider of the
 * client is replaced, too. Calls in progress keep theirs. Any thread. Returns false and sets `*error`
 * (GENAUTH_ERR_INVALID_ARGUMENT) if the token is empty or has characters other than visible ASCII; the client then
 * keeps its present token.
 */
bool genauth_client_set_access_token(genauth_client *client,
                                     const char *token,
                                     genauth_error **error);

/**
 * Gets the signed-in user's profile, and blocks until the response is read. `flags` are GENAUTH_WITH_... and
 * GENAUTH_RAW_ENVELOPE; an unknown bit is an error. `call` may be NULL.
 *
 * Returns the profile as a JSON object with the service's own names: documented types, unknown keys kept, and
 * "_notes" only if something in the response was malformed. Free it with genauth_string_free(). Returns NULL and
 * sets `*error` on failure. Any thread, except inside a completion callback, a token provider or a store, where it
 * fails with GENAUTH_ERR_INVALID_ARGUMENT instead of deadlocking.
 */
char *genauth_client_get_profile(const genauth_client *client,
                                 uint32_t flags,
                                 genauth_call *call,
                                 genauth_error **error);

/**
 * Like genauth_client_get_profile(), without blocking: `done` receives the outcome, exactly once, whatever happens. If
 * an argument is invalid, it runs before this function returns, otherwise on the library's own thread.
 *
 * `client` and `call` may be freed immediately: the call continues. `user_data` is passed to `done` unchanged and must
 * live until then. If `done` is NULL, nothing happens. Any thread, also inside a completion callback.
 */
void genauth_client_get_profile_async(const genauth_client *client,
                                      uint32_t flags,
                                      genauth_call *call,
                                      genauth_profile_fn done,
                                      void *user_data);

/**
 * Gets the signed-in user's profile as an object whose fields can be read one by one, and blocks until the response is
 * read. Otherwise like genauth_client_get_profile(), but GENAUTH_RAW_ENVELOPE is an error. Free the profile with
 * genauth_profile_free(). A user id with a NUL character, which no C string can hold, fails with GENAUTH_ERR_DECODE.
 */
genauth_profile *genauth_client_fetch_profile(const genauth_client *client,
                                              uint32_t flags,
                                              genauth_call *call,
                                              genauth_error **error);

/**
 * Like genauth_client_fetch_profile(), without blocking: `done` receives the outcome. Otherwise like
 * genauth_client_get_profile_async().
 */
void genauth_client_fetch_profile_async(const genauth_client *client,
                                        uint32_t flags,
                                        genauth_call *call,
                                        genauth_fetch_profile_fn done,
                                        void *user_data);

/**
 * Takes the token of later calls from `session`, which refreshes it: ahead of its end, and if the service refuses it.
 * The session may be freed; the client keeps it alive. A NULL argument is ignored. Any thread.
 */
void genauth_client_use_session(genauth_client *client,
                                const genauth_session *session);

/**
 * Takes the token of later calls from `provide`, which is asked once for each call. If the service refuses its token,
 * it is asked once more with that token, and the call is made again.
 *
 * `destroy` (may be NULL) receives `user_data` exactly once, on any thread: when the client has been freed or given
 * another source, and no call is in progress that uses the provider. If `client` or `provide` is NULL, it runs at
 * once, and nothing else happens. Any thread.
 */
void genauth_client_use_provider(genauth_client *client,
                                 genauth_token_provider_fn provide,
                                 void *user_data,
                                 genauth_destroy_fn destroy);

/**
 * Frees a client and wipes its token. NULL is allowed. Asynchronous calls in progress still complete. Any thread, also
 * inside a completion callback; not while another thread blocks in a call.
 */
void genauth_client_free(genauth_client *client);

/**
 * Makes an error of that kind, for layers over this interface and for tests of applications. GENAUTH_OK and unknown
 * numbers make one of GENAUTH_ERR_INTERNAL. `message` is copied; NULL and what is not UTF-8 count as "". All other facts
 * are absent. Free it with genauth_error_free(). Any thread.
 */
genauth_error *genauth_error_new(genauth_code code,
                                 const char *message);

/**
 * Returns the kind of an error; GENAUTH_OK for NULL.
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
 * HTTP status of the response; 0: there is none, as for NULL.
 */
int32_t genauth_error_http_status(const genauth_error *error);

/**
 * "statusCode" of the service's envelope, which also has values such as 499 and 601; 0: there is none, as for NULL.
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
 * The OAuth error code of a login or a refresh, such as "access_denied". Borrowed from the error. NULL: there is none.
 */
const char *genauth_error_oauth_error(const genauth_error *error);

/**
 * How many milliseconds the server asked to wait; -1: it did not say, as for NULL.
 */
int64_t genauth_error_retry_after_ms(const genauth_error *error);

/**
 * Whether the same call may succeed later. False for NULL.
 */
bool genauth_error_is_retryable(const genauth_error *error);

/**
 * Whether the server itself said that the session is over: only then sign the user out. False for NULL.
 */
bool genauth_error_session_is_dead(const genauth_error *error);

/**
 * Returns every fact as a JSON object; absent facts are null. Free it with genauth_string_free(). NULL for NULL.
 */
char *genauth_error_to_json(const genauth_error *error);

/**
 * Returns the name of a code, such as "rate_limited"; "ok" for GENAUTH_OK, "unknown" for any other number. Static.
 */
const char *genauth_code_name(genauth_code code);

/**
 * Frees an error and everything borrowed from it. NULL is allowed.
 */
void genauth_error_free(genauth_error *error);

/**
 * Returns a field that is a string, an enumerated value (the service's own word) or a timestamp (the service's own
 * string, such as "2022-07-03T03:20:30.000Z"). Borrowed from the profile. NULL: it is absent or has another type, or a
 * NUL character is in it, which genauth_profile_get_json() escapes. "userId" is never NULL. NULL for NULL. Any
 * thread.
 */
const char *genauth_profile_get_string(const genauth_profile *profile,
                                       const char *name);

/**
 * Reads a field that is an integer, such as "loginsCount", into `*value`, and returns true. Returns false, and writes
 * nothing, if it is absent or has another type, or if `profile` or `name` is NULL. `value` may be NULL. Any thread.
 */
bool genauth_profile_get_integer(const genauth_profile *profile,
                                 const char *name,
                                 int64_t *value);

/**
 * Reads a field that is a boolean, such as "emailVerified", into `*value`, and returns true: that says only that there
 * is a value. Otherwise like genauth_profile_get_integer().
 */
bool genauth_profile_get_boolean(const genauth_profile *profile,
                                 const char *name,
                                 bool *value);

/**
 * Returns a field of any type as JSON: the value that it has in genauth_profile_to_json(). The way to read lists
 * ("departmentIds"), objects ("customData", "identities"), fields that this version of the library does not know, and
 * "_notes". Free it with genauth_string_free(). NULL: it is absent. NULL for NULL. Any thread.
 */
char *genauth_profile_get_json(const genauth_profile *profile,
                               const char *name);

/**
 * Returns the whole profile as a JSON object, as genauth_client_get_profile() does. Free it with genauth_string_free().
 * NULL for NULL. Any thread.
 */
char *genauth_profile_to_json(const genauth_profile *profile);

/**
 * Frees a profile and everything borrowed from it. NULL is allowed. Any thread.
 */
void genauth_profile_free(genauth_profile *profile);

/**
 * Delivers a token, which is copied, and frees the sink. A token that is NULL, empty or not visible ASCII ends the
 * call with GENAUTH_ERR_TOKEN_PROVIDER. NULL for `sink` is allowed. A call that has ended meanwhile needs no token.
 */
void genauth_token_sink_give(genauth_token_sink *sink,
                             const char *token);

/**
 * Says that there is no token, and frees the sink. The call ends with GENAUTH_ERR_TOKEN_PROVIDER, and `message` is in
 * its message: no secret belongs there. NULL is allowed.
 */
void genauth_token_sink_fail(genauth_token_sink *sink,
                             const char *message);

/**
 * Wipes and frees a string that the library returned as `char *`: it may hold personal data. NULL is allowed.
 */
void genauth_string_free(char *string);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* GENAUTH_H */
