// Prints the profile of the signed-in user.
#include <chrono>
#include <cstdlib>
#include <genauth.hpp>
#include <iostream>

namespace {

std::string setting(const char *name) {
    const char *value = std::getenv(name);
    return value ? value : "";
}

}  // namespace

int main() try {
    using clock = std::chrono::steady_clock;
    using genauth::Flags;

    const genauth::Client client(genauth::Config(setting("GENAUTH_APP_ID"), setting("GENAUTH_HOST"))
                                     .access_token(setting("GENAUTH_ACCESS_TOKEN")));

    const auto start = clock::now();
    const std::string profile =
        client.get_profile(Flags::with_custom_data | Flags::with_identities | Flags::with_department_ids);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - start);
    std::cerr << "get_profile took " << took.count() << " us\n";

    std::cout << profile << '\n';
    return EXIT_SUCCESS;
} catch (const genauth::Error &error) {
    std::cerr << error.kind_name() << ": " << error.what() << '\n' << error.hint() << '\n';
    return EXIT_FAILURE;
}
