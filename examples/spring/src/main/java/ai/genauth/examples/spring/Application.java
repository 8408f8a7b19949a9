package ai.genauth.examples.spring;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service whose callers sign in with an access token of the identity cloud. */
@SpringBootApplication
@RestController
public class Application {
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    @GetMapping("/me")
    Map<String, String> me(@AuthenticationPrincipal SignedInUser user) {
        return Map.of("id", user.profile().getUserId(), "name", user.profile().getName());
    }
}
