/* The profile as an object: each type of field, what is absent, NULL, threads, the asynchronous twin. */
#define _POSIX_C_SOURCE 200809L
#include "mailbox.h"
#include "server.h"

enum { THREADS = 8 };

#define REPLY(data) "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"statusCode\":200,\"data\":" data "}"

static genauth_profile *fetch(const genauth_client *client, uint32_t flags) {
    genauth_error *error = NULL;
    genauth_profile *profile = genauth_client_fetch_profile(client, flags, NULL, &error);
    if (!profile) fprintf(stderr, "%s\n", genauth_error_message(error));
    CHECK(profile);
    return profile;
}

static bool has_string(const genauth_profile *profile, const char *name, const char *expected) {
    const char *value = genauth_profile_get_string(profile, name);
    return value && strcmp(value, expected) == 0;
}

static bool has_json(const genauth_profile *profile, const char *name, const char *expected) {
    char *value = genauth_profile_get_json(profile, name);
    const bool equal = value && strcmp(value, expected) == 0;
    genauth_string_free(value);
    return equal;
}

static bool has_boolean(const genauth_profile *profile, const char *name, bool expected) {
    bool value = !expected;
    return genauth_profile_get_boolean(profile, name, &value) && value == expected;
}

static void is_documented_user(const genauth_profile *profile) {
    int64_t logins = 0;
    CHECK(has_string(profile, "userId", "6229ffaxxxxxxxxcade3e3d9"));
    CHECK(has_string(profile, "email", "test@example.com"));
    CHECK(has_string(profile, "status", "Activated"));
    CHECK(has_string(profile, "createdAt", "2022-07-03T03:20:30.000Z"));
    CHECK(genauth_profile_get_integer(profile, "loginsCount", &logins) && logins == 3);
    CHECK(has_boolean(profile, "emailVerified", true));
    CHECK(has_json(profile, "departmentIds", "[\"624d930c3xxxx5c08dd4986e\",\"624d93102xxxx012f33cd2fe\"]"));
    char *identities = genauth_profile_get_json(profile, "identities");
    CHECK(identities && strncmp(identities, "[{", 2) == 0);
    genauth_string_free(identities);
}

static void the_documented_user(const genauth_client *client) {
    genauth_profile *profile = fetch(client, ALL_PARTS);
    is_documented_user(profile);
    char *json = genauth_profile_to_json(profile);
    char *other = genauth_client_get_profile(client, ALL_PARTS, NULL, NULL);
    CHECK(json && other && strcmp(json, other) == 0);
    genauth_string_free(json);
    genauth_string_free(other);
    genauth_profile_free(profile);

    profile = fetch(client, 0);
    CHECK(!genauth_profile_get_json(profile, "identities"));
    genauth_profile_free(profile);
}

/* Another type, an unknown name, a malformed value: absent, and the variable keeps its value. */
static void types(void) {
    static server answering;
    listen_and_reply(&answering, REPLY(
        "{\"userId\":\"u\",\"name\":\"a\\\"\xc3\xa9\",\"nickname\":\"\",\"phone\":\"1\\u00002\",\"email\":null,"
        "\"loginsCount\":-9007199254740993,\"passwordSecurityLevel\":\"high\",\"status\":\"Odd\","
        "\"emailVerified\":false,\"phoneVerified\":true,"
        "\"customData\":{\"b\":1, \"a\":123456789012345678901},\"unknown\":\"x\"}"));
    genauth_client *client = new_client(answering.host);
    genauth_profile *profile = fetch(client, 0);
    int64_t integer = 42;
    bool boolean = true;

    CHECK(has_string(profile, "name", "a\"\xc3\xa9") && has_json(profile, "name", "\"a\\\"\xc3\xa9\""));
    CHECK(has_string(profile, "nickname", "") && has_string(profile, "status", "Odd"));
    CHECK(!genauth_profile_get_string(profile, "email") && !genauth_profile_get_json(profile, "email"));
    CHECK(!genauth_profile_get_string(profile, "phone") && has_json(profile, "phone", "\"1\\u00002\""));
    CHECK(has_json(profile, "customData", "{\"b\":1,\"a\":123456789012345678901}"));
    CHECK(!genauth_profile_get_string(profile, "unknown") && has_json(profile, "unknown", "\"x\""));
    CHECK(has_json(profile, "userId", "\"u\"") && !genauth_profile_get_json(profile, "user_id"));

    const char *no_integers[] = {"name", "emailVerified", "passwordSecurityLevel", "customData", "nothing", ""};
    for (size_t i = 0; i < sizeof no_integers / sizeof *no_integers; i++) {
        CHECK(!genauth_profile_get_integer(profile, no_integers[i], &integer) && integer == 42);
    }
    CHECK(!genauth_profile_get_boolean(profile, "name", &boolean) && boolean);
    CHECK(!genauth_profile_get_boolean(profile, "loginsCount", &boolean) && boolean);
    CHECK(!genauth_profile_get_string(profile, "loginsCount") && !genauth_profile_get_string(profile, "phoneVerified"));
    CHECK(genauth_profile_get_integer(profile, "loginsCount", &integer) && integer == -9007199254740993);
    CHECK(has_json(profile, "loginsCount", "-9007199254740993"));
    CHECK(has_boolean(profile, "emailVerified", false) && has_boolean(profile, "phoneVerified", true));

    char *notes = genauth_profile_get_json(profile, "_notes");
    CHECK(notes && strstr(notes, "passwordSecurityLevel"));
    genauth_string_free(notes);
    genauth_profile_free(profile);
    genauth_client_free(client);
}

static void null_and_invalid(const genauth_client *client) {
    genauth_profile *profile = fetch(client, 0);
    int64_t integer = 42;
    bool boolean = true;
    const char *names[] = {NULL, NOT_UTF8};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        CHECK(!genauth_profile_get_string(profile, names[i]) && !genauth_profile_get_json(profile, names[i]));
        CHECK(!genauth_profile_get_integer(profile, names[i], &integer) && integer == 42);
        CHECK(!genauth_profile_get_boolean(profile, names[i], &boolean) && boolean);
    }
    CHECK(!genauth_profile_get_string(NULL, "email") && !genauth_profile_get_json(NULL, "email"));
    CHECK(!genauth_profile_get_integer(NULL, "loginsCount", &integer) && integer == 42);
    CHECK(!genauth_profile_get_boolean(NULL, "emailVerified", &boolean) && boolean);
    CHECK(!genauth_profile_to_json(NULL));
    CHECK(genauth_profile_get_integer(profile, "loginsCount", NULL));
    CHECK(genauth_profile_get_boolean(profile, "emailVerified", NULL));
    genauth_profile_free(NULL);
    genauth_profile_free(profile);
}

static void failures(const genauth_client *client) {
    genauth_error *error = NULL;
    CHECK(!genauth_client_fetch_profile(NULL, 0, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "client");
    CHECK(!genauth_client_fetch_profile(client, 1u << 20, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "0x100000");
    CHECK(!genauth_client_fetch_profile(client, GENAUTH_RAW_ENVELOPE, NULL, &error));
    expect(error, GENAUTH_ERR_INVALID_ARGUMENT, "GENAUTH_RAW_ENVELOPE");
    CHECK(!genauth_client_fetch_profile(client, GENAUTH_RAW_ENVELOPE, NULL, NULL));

    genauth_call *call = genauth_call_new();
    CHECK(genauth_call_set_access_token(call, "wrong-token", NULL));
    CHECK(!genauth_client_fetch_profile(client, 0, call, &error));
    expect(error, GENAUTH_ERR_UNAUTHENTICATED, "");
    genauth_call_free(call);

    static server answering;
    listen_and_reply(&answering, REPLY("{\"userId\":\"admin\\u0000x\"}"));
    genauth_client *other = new_client(answering.host);
    CHECK(!genauth_client_fetch_profile(other, 0, NULL, &error));
    expect(error, GENAUTH_ERR_DECODE, "NUL");
    genauth_client_free(other);
}

/* Where the asynchronous twin leaves its outcome; the lock is the mailbox's. */
typedef struct {
    mailbox box;
    const genauth_client *client;
    genauth_profile *profile;
} fetched;

static void deliver_fetched(void *user_data, genauth_profile *profile, genauth_error *error) {
    COMPLETES(user_data);
    fetched *mine = user_data;
    CHECK((profile != NULL) != (error != NULL));
    if (profile) {
        genauth_error *refused = NULL;
        CHECK(!genauth_client_fetch_profile(mine->client, 0, NULL, &refused));
        expect(refused, GENAUTH_ERR_INVALID_ARGUMENT, "block");
    }
    mine->profile = profile;
    deliver(&mine->box, profile ? genauth_profile_to_json(profile) : NULL, error);
}

static genauth_code start_and_wait(const genauth_client *client, uint32_t flags, fetched *mine) {
    const fetched empty = {.box = EMPTY_MAILBOX, .client = client};
    *mine = empty;
    STARTS(mine);
    genauth_client_fetch_profile_async(client, flags, NULL, deliver_fetched, mine);
    const genauth_code code = code_in(&mine->box);
    CHECK(mine->box.times == 1);
    return code;
}

static void without_blocking(const genauth_client *client) {
    static fetched mine;
    CHECK(start_and_wait(client, ALL_PARTS, &mine) == GENAUTH_OK);
    is_documented_user(mine.profile);
    CHECK(!pthread_equal(mine.box.thread, pthread_self()));
    genauth_profile_free(mine.profile);
    CHECK(start_and_wait(client, GENAUTH_RAW_ENVELOPE, &mine) == GENAUTH_ERR_INVALID_ARGUMENT && !mine.profile);
    CHECK(pthread_equal(mine.box.thread, pthread_self()));
    CHECK(start_and_wait(NULL, 0, &mine) == GENAUTH_ERR_INVALID_ARGUMENT && !mine.profile);
    genauth_client_fetch_profile_async(client, 0, NULL, NULL, NULL);
}

static void *reader(void *profile) {
    for (int i = 0; i < 100; i++) is_documented_user(profile);
    return NULL;
}

/* It outlives its client, and any number of threads read it. */
static void many_readers(genauth_client *client) {
    genauth_profile *profile = fetch(client, ALL_PARTS);
    genauth_client_free(client);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) CHECK(pthread_create(&threads[i], NULL, reader, profile) == 0);
    for (int i = 0; i < THREADS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    genauth_profile_free(profile);
}

int main(void) {
    genauth_client *client = new_client(emulator());
    the_documented_user(client);
    types();
    null_and_invalid(client);
    failures(client);
    without_blocking(client);
    many_readers(client);
    return EXIT_SUCCESS;
}
