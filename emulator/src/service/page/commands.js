// What to copy, for each language. Each prints the chosen user's profile.
export const LANGUAGES = [
  {
    id: "any",
    name: "any program",
    commands: ({ url, address, token }) => `# Clients of every language then talk to this emulator.
export GENAUTH_EMULATOR_HOST=${url.startsWith("https") ? url : address}

# What the examples of the library read.
export GENAUTH_APP_ID=test-app
export GENAUTH_HOST=${url}
export GENAUTH_ACCESS_TOKEN=${token}
`,
  },
  {
    id: "curl",
    name: "curl",
    commands: ({ url, token }) => `curl -H 'authorization: Bearer ${token}' ${url}/api/v3/get-profile
`,
  },
  {
    id: "cli",
    name: "genauth",
    commands: ({ url, token }) => `export GENAUTH_ACCESS_TOKEN=${token}
genauth whoami --app-id test-app --host ${url}
`,
  },
  {
    id: "python",
    name: "Python",
    commands: ({ url, token }) => `import libgenauth

with libgenauth.Client(
    app_id="test-app",
    host="${url}",
    access_token="${token}",
) as client:
    print(client.get_profile().to_json())
`,
  },
  {
    id: "rust",
    name: "Rust",
    commands: ({ url, token }) => `use genauth::{Client, Config, ProfileOptions};

fn main() -> Result<(), genauth::Error> {
    let config = Config::new("test-app", "${url}")
        .access_token("${token}");
    let client = Client::new(&config)?;
    let profile = client.get_profile(ProfileOptions::default()).wait()?;
    println!("{}", profile.to_json());
    Ok(())
}
`,
  },
  {
    id: "c",
    name: "C",
    commands: ({ url, token }) => `/* cc main.c $(pkg-config --cflags --libs genauth) */
#include <genauth.h>
#include <stdio.h>

int main(void) {
    genauth_error *error = NULL;
    genauth_config *config = genauth_config_new("test-app", "${url}");
    genauth_config_set_access_token(config, "${token}");
    genauth_client *client = genauth_client_new(config, &error);
    char *profile = client ? genauth_client_get_profile(client, 0, NULL, &error) : NULL;
    puts(profile ? profile : genauth_error_message(error));
    genauth_string_free(profile), genauth_error_free(error);
    genauth_client_free(client), genauth_config_free(config);
}
`,
  },
  {
    id: "cpp",
    name: "C++",
    commands: ({ url, token }) => `// c++ -std=c++17 main.cpp $(pkg-config --cflags --libs genauth)
#include <genauth.hpp>
#include <iostream>

int main() {
    const genauth::Client client(genauth::Config("test-app", "${url}")
                                     .access_token("${token}"));
    std::cout << client.get_profile() << '\\n';
}
`,
  },
  {
    id: "kotlin",
    name: "Kotlin",
    commands: ({ url, token }) => `import ai.genauth.Config
import ai.genauth.GenAuthClient

fun main() {
    val config = Config("test-app", "${url}", accessToken = "${token}")
    GenAuthClient(config).use { println(it.getProfileBlocking().toJson()) }
}
`,
  },
  {
    id: "java",
    name: "Java",
    commands: ({ url, token }) => `import ai.genauth.Config;
import ai.genauth.GenAuthClient;

public class Main {
    public static void main(String[] arguments) throws Exception {
        Config config = new Config("test-app", "${url}")
                .withAccessToken("${token}");
        try (GenAuthClient client = new GenAuthClient(config)) {
            System.out.println(client.getProfileBlocking().toJson());
        }
    }
}
`,
  },
  {
    id: "swift",
    name: "Swift",
    commands: ({ url, token }) => `import GenAuth

let client = try GenAuthClient(
    config: Config(appId: "test-app", host: "${url}", accessToken: "${token}"))
print(try await client.profile().userId)
`,
  },
];
