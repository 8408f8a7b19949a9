// Prints who the signed-in user is, with exceptions turned off.
#include <cstdlib>
#include <genauth.hpp>
#include <iostream>

static std::string setting(const char *name) {
    const char *value = std::getenv(name);
    return value ? value : "";
}

static int report(const genauth::Error &error) {
    std::cerr << error.kind_name() << ": " << error.what() << '\n' << error.hint() << '\n';
    return EXIT_FAILURE;
}

int main() {
    auto config = genauth::Config(setting("GENAUTH_APP_ID"), setting("GENAUTH_HOST"))
                      .access_token(setting("GENAUTH_ACCESS_TOKEN"))
                      .timeout(std::chrono::seconds(5));
    const auto client = genauth::Client::try_create(config);
    if (!client) return report(client.error());
    const auto profile = client->try_get_profile(genauth::Flags::with_identities);
    if (!profile) return report(profile.error());
    std::cout << *profile << '\n';
}
