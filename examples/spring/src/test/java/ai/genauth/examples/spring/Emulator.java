package ai.genauth.examples.spring;

import java.io.IOException;
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

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
