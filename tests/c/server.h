/* Servers of one kind of answer, for what the emulator answers to nobody unasked. */
#ifndef SERVER_H
#define SERVER_H

#include <arpa/inet.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"

typedef struct {
    int socket;
    char host[32];
    const char *reply;
} server;

/* Takes connections and requests, and stays silent. */
static inline void listen_silently(server *mine) {
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    mine->socket = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(bind(mine->socket, (const struct sockaddr *)&address, size) == 0 && listen(mine->socket, SOMAXCONN) == 0);
    CHECK(getsockname(mine->socket, (struct sockaddr *)&address, &size) == 0);
    snprintf(mine->host, sizeof mine->host, "http://127.0.0.1:%d", ntohs(address.sin_port));
}

/* Waits for the next connection and its request. */
static inline int accept_request(const server *mine) {
    char request[4096] = "";
    size_t length = 0;
    const int connection = accept(mine->socket, NULL, NULL);
    CHECK(connection >= 0);
    while (!strstr(request, "\r\n\r\n")) {
        const ssize_t more = read(connection, request + length, sizeof request - 1 - length);
        CHECK(more > 0);
        length += (size_t)more;
    }
    return connection;
}

static inline void *reply_to_all(void *server_) {
    const server *mine = (const server *)server_;
    for (;;) {
        const int connection = accept_request(mine);
        CHECK(write(connection, mine->reply, strlen(mine->reply)) == (ssize_t)strlen(mine->reply));
        close(connection);
    }
    return NULL;
}

/* Gives `reply`, a whole HTTP response, to every request until the program ends; so long `mine` must live. */
static inline void listen_and_reply(server *mine, const char *reply) {
    pthread_t thread;
    mine->reply = reply;
    listen_silently(mine);
    CHECK(pthread_create(&thread, NULL, reply_to_all, mine) == 0 && pthread_detach(thread) == 0);
}

#endif
