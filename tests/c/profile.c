/* The documented user, whole, filtered and raw. */
#include "check.h"

static char *get(const genauth_client *client, uint32_t flags) {
    char *profile = genauth_client_get_profile(client, flags, NULL, NULL);
    CHECK(profile);
    return profile;
}

int main(void) {
    genauth_client *client = new_client(emulator());

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

    char *raw = get(client, ALL_PARTS | GENAUTH_RAW_ENVELOPE);
    CHECK(strstr(raw, "\"statusCode\""));
    CHECK(strstr(raw, "\"statusChangedAt \""));
    genauth_string_free(raw);

    genauth_client_free(client);
    return EXIT_SUCCESS;
}
