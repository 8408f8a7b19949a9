/* Preloaded, shows the folder CERTIFICATE_DIRECTORY in the place of /etc/ssl/certs, whose bundle stays as it is. */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *redirected(const char *path, char *space, size_t size) {
    const char *system = "/etc/ssl/certs";
    size_t length = strlen(system);
    if (!path || strncmp(path, system, length) != 0 || strstr(path, "ca-certificates.crt")) return path;
    snprintf(space, size, "%s%s", getenv("CERTIFICATE_DIRECTORY"), path + length);
    return space;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

DIR *opendir(const char *path) {
    REAL(opendir);
    char space[4096];
    return real(redirected(path, space, sizeof space));
}

int open64(const char *path, int flags, ...) {
    REAL(open64);
    va_list arguments;
    va_start(arguments, flags);
    int mode = va_arg(arguments, int);
    va_end(arguments);
    char space[4096];
    return real(redirected(path, space, sizeof space), flags, mode);
}

int statx(int folder, const char *path, int flags, unsigned int mask, struct statx *found) {
    REAL(statx);
    char space[4096];
    return real(folder, redirected(path, space, sizeof space), flags, mask, found);
}
