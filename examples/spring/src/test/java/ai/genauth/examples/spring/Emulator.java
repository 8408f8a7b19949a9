package ai.genauth.examples.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;

/** An identity cloud on this machine. It ends with its standard input, so also when the tests crash. */
final class Emulator implements AutoCloseable {
    private final Process process;
    private final String host;

    Emulator() throws IOException {
        String program = Objects.requireNonNull(System.getenv("GENAUTH_EMULATOR"), "GENAUTH_EMULATOR names no program");
        process = new ProcessBuilder(program, "--exit-with-stdin", "--scenarios", "../../tests/scenarios").start();
        host = process.inputReader().readLine().substring("listening on ".length());
    }

    String host() {
        return host;
    }

    /** As in an outage: the server refuses to do anything. */
    void failNextTokenRequest() throws Exception {
        String failure = """
                {"endpoint": "token", "failure": {"kind": "unavailable"}}""";
        HttpRequest request = HttpRequest.newBuilder(URI.create(host + "/__emulator/oidc/failures"))
                .POST(BodyPublishers.ofString(failure))
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
