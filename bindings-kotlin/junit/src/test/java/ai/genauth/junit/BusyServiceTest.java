package ai.genauth.junit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.genauth.GenAuthClient;
import ai.genauth.GenAuthException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GenAuthEmulatorExtension.class)
class BusyServiceTest {
    @Test
    void busy(GenAuthEmulator emulator) throws GenAuthException {
        emulator.rateLimit(30);
        try (GenAuthClient client = new GenAuthClient(emulator.config())) {
            assertThrows(GenAuthException.RateLimited.class, client::getProfileBlocking);
        }
    }
}
