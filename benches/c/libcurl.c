/* The peer: the same call by hand, with libcurl and cJSON, and one easy handle for each thread. */
#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"

struct caller {
    CURL *curl;
    struct curl_slist *headers;
    char *body;
    size_t length, capacity;
};

static size_t append(char *data, size_t size, size_t count, void *user_data) {
    caller *self = user_data;
    const size_t added = size * count;
    if (self->length + added > self->capacity) {
        self->capacity = (self->length + added) * 2;
        self->body = realloc(self->body, self->capacity);
        if (!self->body) abort();
    }
    memcpy(self->body + self->length, data, added);
    self->length += added;
    return added;
}

caller *caller_new(const char *way, const char *host, const char *ca_file) {
    (void)way;
    caller *self = calloc(1, sizeof *self);
    if (!self) abort();
    char url[512];
    snprintf(url, sizeof url,
             "%s/api/v3/get-profile?withCustomData=true&withIdentities=true&withDepartmentIds=true", host);
    self->curl = curl_easy_init();
    self->headers = curl_slist_append(NULL, "authorization: Bearer " TOKEN);
    self->headers = curl_slist_append(self->headers, "x-genauth-app-id: " APP_ID);
    curl_easy_setopt(self->curl, CURLOPT_URL, url);
    curl_easy_setopt(self->curl, CURLOPT_HTTPHEADER, self->headers);
    curl_easy_setopt(self->curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(self->curl, CURLOPT_WRITEDATA, self);
    curl_easy_setopt(self->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(self->curl, CURLOPT_PROXY, "");
    curl_easy_setopt(self->curl, CURLOPT_CAINFO, ca_file);
    return self;
}

static int has_string(const cJSON *object, const char *name) {
    return cJSON_IsString(cJSON_GetObjectItemCaseSensitive(object, name));
}

void caller_call(caller *self) {
    self->length = 0;
    if (curl_easy_perform(self->curl) != CURLE_OK) abort();
    cJSON *response = cJSON_ParseWithLength(self->body, self->length);
    const cJSON *data = cJSON_GetObjectItemCaseSensitive(response, "data");
    if (!has_string(data, "userId") || !has_string(data, "email") || !has_string(data, "phone")) abort();
    cJSON_Delete(response);
}

void caller_free(caller *self) {
    curl_slist_free_all(self->headers);
    curl_easy_cleanup(self->curl);
    free(self->body);
    free(self);
}

int main(int argc, char **argv) {
    curl_global_init(CURL_GLOBAL_ALL);
    return measure(argc, argv);
}
