/* A resolver to preload: it never responds for names below `hangs.example`, and knows every other name as loopback. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    while (name && strstr(name, "hangs.example")) pause();
    return real("127.0.0.1", service, hints, found);
}
