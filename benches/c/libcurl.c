/* The peer: the same call by hand, with libcurl and cJSON. `libcurl HOST CA_FILE CALLS` prints like genauth-bench. */
#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { WARM_UP = 200 };

typedef struct {
    char *bytes;
    size_t length, capacity;
} buffer;

static size_t append(char *data, size_t size, size_t count, void *user_data) {
    buffer *body = user_data;
    const size_t added = size * count;
    if (body->length + added > body->capacity) {
        body->capacity = (body->length + added) * 2;
        body->bytes = realloc(body->bytes, body->capacity);
        if (!body->bytes) abort();
    }
    memcpy(body->bytes + body->length, data, added);
    body->length += added;
    return added;
}

static double microseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static double cpu_time(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void call(CURL *curl, buffer *body) {
    body->length = 0;
    if (curl_easy_perform(curl) != CURLE_OK) abort();
    cJSON *answer = cJSON_ParseWithLength(body->bytes, body->length);
    const cJSON *user = cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(answer, "data"), "userId");
    if (!cJSON_IsString(user)) abort();
    cJSON_Delete(answer);
}

static int ascending(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    if (argc != 4) return EXIT_FAILURE;
    const size_t calls = strtoul(argv[3], NULL, 10);
    char url[512];
    snprintf(url, sizeof url,
             "%s/api/v3/get-profile?withCustomData=true&withIdentities=true&withDepartmentIds=true", argv[1]);
    curl_global_init(CURL_GLOBAL_ALL);
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "authorization: Bearer documented-user-token");
    headers = curl_slist_append(headers, "x-genauth-app-id: bench");
    buffer body = {0};
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_CAINFO, argv[2]);

    double *times = malloc(calls * sizeof *times);
    if (!times) abort();
    for (int i = 0; i < WARM_UP; i++) call(curl, &body);
    const double cpu = cpu_time();
    for (size_t i = 0; i < calls; i++) {
        const double start = microseconds();
        call(curl, &body);
        times[i] = microseconds() - start;
    }
    const double cpu_used = (cpu_time() - cpu) / (double)calls;
    qsort(times, calls, sizeof *times, ascending);
    printf("%.1f %.1f %.1f\n", times[calls / 2], times[calls * 99 / 100], cpu_used);

    free(times);
    free(body.bytes);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return EXIT_SUCCESS;
}
