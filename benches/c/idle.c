/* `idle HOST CA_FILE CLIENTS`: makes that many clients. Prints the threads, the sockets and the kilobytes that they took. */
#define _DEFAULT_SOURCE
#include <dirent.h>
#include <genauth.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    int threads, sockets;
    long kilobytes;
} usage;

static int entries(const char *folder, const char *kind) {
    DIR *opened = opendir(folder);
    int count = 0;
    if (!opened) abort();
    for (const struct dirent *entry; (entry = readdir(opened));) {
        char path[512], target[512];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        const ssize_t length = readlink(path, target, sizeof target - 1);
        if (length > 0) target[length] = '\0';
        count += kind ? length > 0 && strncmp(target, kind, strlen(kind)) == 0 : entry->d_name[0] != '.';
    }
    closedir(opened);
    return count;
}

static usage of_this_process(void) {
    usage now = {entries("/proc/self/task", NULL), entries("/proc/self/fd", "socket:"), 0};
    FILE *memory = fopen("/proc/self/statm", "r");
    if (!memory || fscanf(memory, "%*d %ld", &now.kilobytes) != 1) abort();
    fclose(memory);
    now.kilobytes *= sysconf(_SC_PAGESIZE) / 1024;
    return now;
}

int main(int argc, char **argv) {
    if (argc != 4) return EXIT_FAILURE;
    const usage before = of_this_process();
    genauth_config *config = genauth_config_new("bench", argv[1]);
    genauth_config_set_access_token(config, "documented-user-token");
    genauth_config_set_proxy(config, "none");
    genauth_config_set_ca_file(config, argv[2]);
    for (long clients = strtol(argv[3], NULL, 10); clients > 0; clients--)
        if (!genauth_client_new(config, NULL)) abort(); /* they live as long as the process */
    genauth_config_free(config);
    const usage after = of_this_process();
    printf("%d %d %ld\n", after.threads - before.threads, after.sockets - before.sockets,
           after.kilobytes - before.kilobytes);
    return EXIT_SUCCESS;
}
