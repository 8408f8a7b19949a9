package ai.genauth.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What callers of the service get, whatever the identity cloud says. */
class ApplicationTest {
    private static Emulator emulator;

    @BeforeAll
    static void startEmulator() throws Exception {
        emulator = new Emulator();
    }

    @AfterAll
    static void stopEmulator() throws Exception {
        emulator.close();
    }

    @Test
    void aTokenBecomesAPrincipal() throws Exception {
        try (Service service = new Service(emulator.host())) {
            HttpResponse<String> me = service.get("documented-user-token");
            assertThat(me.statusCode()).isEqualTo(200);
            assertThat(me.body()).contains("6229ffaxxxxxxxxcade3e3d9", "Zhang San");

            HttpResponse<String> nobody = service.get(null);
            assertThat(nobody.statusCode()).isEqualTo(401);
            assertThat(nobody.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(challenge ->
                    assertThat(challenge).startsWith("Bearer"));

            HttpResponse<String> dead = service.get("an-old-token");
            assertThat(dead.statusCode()).isEqualTo(401);
            assertThat(dead.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(challenge ->
                    assertThat(challenge).contains("invalid_token"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http-403, 403,",
        "http-404, 500,",
        "html-401-of-a-proxy, 500,",
        "retry-after-beyond-the-deadline-503, 503, 30",
        "retry-after-beyond-the-deadline, 503, 30",
        "http-503, 503, 1",
    })
    void whatElseGoesWrong(String scenario, int status, String retryAfter) throws Exception {
        try (Service service = new Service(emulator.host() + "/scenario/" + scenario + "/spring")) {
            HttpResponse<String> answer = service.get("t");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Retry-After").orElse(null)).isEqualTo(retryAfter);
            assertThat(answer.body()).isEmpty();
        }
    }

    /** The application on a free port, with an identity cloud of its own. */
    private record Service(ConfigurableApplicationContext context) implements AutoCloseable {
        Service(String genauth) {
            this(new SpringApplicationBuilder(Application.class)
                    .run("--server.port=0", "--genauth.app-id=app", "--genauth.host=" + genauth));
        }

        HttpResponse<String> get(String token) throws Exception {
            String port = context.getEnvironment().getProperty("local.server.port");
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/me"));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
