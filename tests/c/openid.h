/* The emulator's OpenID provider, steered over HTTP. */
#ifndef OPENID_H
#define OPENID_H

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"

#define USER "6229ffaxxxxxxxxcade3e3d9"

/* The response to a request, headers included, to be freed. `target` is a path of the emulator, or a URL. */
static inline char *http(const char *method, const char *target, const char *body) {
    unsigned short port = 0;
    const bool is_url = strncmp(target, "http://", 7) == 0;
    CHECK(sscanf(is_url ? target : emulator(), "http://127.0.0.1:%hu", &port) == 1);
    if (is_url) target = strchr(target + 7, '/');
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int connection = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(connect(connection, (const struct sockaddr *)&address, sizeof address) == 0);
    const size_t capacity = 1 << 22;
    char *text = (char *)malloc(capacity);
    CHECK(text);
    const int length = snprintf(text, capacity, "%s %s HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
                                "content-length: %zu\r\n\r\n%s", method, target, strlen(body), body);
    CHECK(write(connection, text, (size_t)length) == length);
    size_t size = 0;
    ssize_t more;
    while ((more = read(connection, text + size, capacity - 1 - size)) > 0) size += (size_t)more;
    text[size] = '\0';
    close(connection);
    return text;
}

/* What stands between the first `before` and the next `after`, to be freed. */
static inline char *between(const char *text, const char *before, const char *after) {
    const char *start = strstr(text, before);
    CHECK(start);
    start += strlen(before);
    const size_t length = strcspn(start, after);
    char *part = (char *)malloc(length + 1);
    CHECK(part);
    memcpy(part, start, length);
    part[length] = '\0';
    return part;
}

/* Where the provider sends the browser of a user who signs in at once, to be freed. */
static inline char *redirect_of(const char *url) {
    char *response = http("GET", url, "");
    char *redirect = between(response, "location: ", "\r");
    free(response);
    return redirect;
}

/* Tokens of a fresh sign-in, as JSON, to be freed: their access token is said to have expired, or never to expire. */
static inline char *tokens(bool expired) {
    char *response = http("POST", "/__emulator/oidc/sign-in", "{\"user\": \"" USER "\"}");
    char *access = between(response, "\"access_token\":\"", "\"");
    char *refresh = between(response, "\"refresh_token\":\"", "\"");
    char *id = between(response, "\"id_token\":\"", "\"");
    const size_t capacity = strlen(response) + 200;
    char *json = (char *)malloc(capacity);
    CHECK(json);
    snprintf(json, capacity, "{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"id_token\":\"%s\",\"expires_at\":%s}",
             access, refresh, id, expired ? "1" : "null");
    free(response), free(access), free(refresh), free(id);
    return json;
}

/* Does something to the token with the name `key` of `tokens`: "expire" or "revoke". */
static inline void spoil(const char *how, const char *tokens, const char *key) {
    char path[64], before[64], body[4096];
    snprintf(path, sizeof path, "/__emulator/oidc/%s", how);
    snprintf(before, sizeof before, "\"%s\":\"", key);
    char *token = between(tokens, before, "\"");
    snprintf(body, sizeof body, "{\"token\":\"%s\"}", token);
    char *response = http("POST", path, body);
    CHECK(strncmp(response, "HTTP/1.1 2", 10) == 0);
    free(response), free(token);
}

/* A host of this program's own, under a path, so that its requests can be told from others'. */
static inline const char *own_host(void) {
    static char host[128];
    snprintf(host, sizeof host, "%s/of-%ld", emulator(), (long)getpid());
    return host;
}

/* How many requests to the token endpoint this program has made. */
static inline int token_requests(void) {
    char path[128];
    snprintf(path, sizeof path, "/__emulator/requests?prefix=/of-%ld/oidc/token", (long)getpid());
    char *response = http("GET", path, "");
    int count = 0;
    for (const char *at = response; (at = strstr(at, "/oidc/token\"")); at++) count++;
    free(response);
    return count;
}

/* The public application that the emulator always has, with the patience that a checker needs. */
static inline genauth_config *session_config(void) {
    genauth_config *config = genauth_config_new("test-app", own_host());
    genauth_config_set_timeout_ms(config, 60000);
    return config;
}

/* A session with tokens of a fresh sign-in. */
static inline genauth_session *new_session(bool expired) {
    genauth_error *error = NULL;
    genauth_config *config = session_config();
    char *json = tokens(expired);
    genauth_session *session = genauth_session_from_tokens(config, json, &error);
    if (!session) fprintf(stderr, "%s\n", genauth_error_message(error));
    CHECK(session);
    free(json);
    genauth_config_free(config);
    return session;
}

/* Counts a callback that must run exactly once. */
static inline void count(int *times) {
    __atomic_add_fetch(times, 1, __ATOMIC_SEQ_CST);
}

/* Whether `times` gets to `expected` and no further: what has just ended may let go of its callbacks a moment later. */
static inline bool becomes(const int *times, int expected) {
    for (int i = 0; i < 20000 && __atomic_load_n(times, __ATOMIC_SEQ_CST) < expected; i++) usleep(1000);
    return __atomic_load_n(times, __ATOMIC_SEQ_CST) == expected;
}

#endif
