/* The documented user, whole, filtered and raw. */
#include "check.h"
#include "server.h"

#define BODY                                                                          \
    "{ \"statusCode\": 200,\t\"message\":\"\", "                                       \
    "\"data\": {\"userId\":\"u\", \"odd \" : \"\\u00e9\xc3\xa9\"}, \"x\":1 } \n"

static char *get(const genauth_client *client, uint32_t flags) {
    char *profile = genauth_client_get_profile(client, flags, NULL, NULL);
    CHECK(profile);
    return profile;
}

static void normalised(const genauth_client *client) {
    char *plain = get(client, 0);
    CHECK(plain[0] == '{');
    CHECK(strstr(plain, "\"userId\":\"6229ffaxxxxxxxxcade3e3d9\""));
    CHECK(strstr(plain, "\"loginsCount\":3"));
    CHECK(strstr(plain, "\"emailVerified\":true"));
    CHECK(strstr(plain, "\"statusChangedAt\":"));
    CHECK(!strstr(plain, "identities") && !strstr(plain, "customData") && !strstr(plain, "departmentIds"));
    CHECK(!strstr(plain, "_notes"));
    genauth_string_free(plain);

    char *all = get(client, ALL_PARTS);
    CHECK(strstr(all, "\"departmentIds\":[\"624d930c3xxxx5c08dd4986e\",\"624d93102xxxx012f33cd2fe\"]"));
    CHECK(strstr(all, "\"identities\":[{"));
    CHECK(strstr(all, "\"originConnIds\":[\"605492ac41xxxxe0362f0707\"]"));
    CHECK(strstr(all, "\"school\""));
    genauth_string_free(all);
}

static void raw(const genauth_client *client) {
    char *body = get(client, ALL_PARTS | GENAUTH_RAW_ENVELOPE);
    CHECK(strstr(body, "\"statusCode\""));
    CHECK(strstr(body, "\"statusChangedAt \""));
    genauth_string_free(body);

    static server answering;
    listen_and_reply(&answering, "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n" BODY);
    genauth_client *other = new_client(answering.host);
    body = get(other, GENAUTH_RAW_ENVELOPE);
    CHECK(strcmp(body, BODY) == 0);
    genauth_string_free(body);
    char *profile = get(other, 0);
    CHECK(strcmp(profile, "{\"userId\":\"u\",\"odd\":\"\\u00e9\xc3\xa9\"}") == 0);
    genauth_string_free(profile);
    genauth_client_free(other);
}

int main(void) {
    genauth_client *client = new_client(emulator());
    normalised(client);
    raw(client);
    genauth_client_free(client);
    return EXIT_SUCCESS;
}
