package ai.genauth.examples.spring;

import ai.genauth.Config;
import ai.genauth.GenAuthException;
import ai.genauth.Login;
import ai.genauth.LoginOptions;
import ai.genauth.Profile;
import ai.genauth.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.SessionAttribute;

/** Users who sign in with a browser. The tokens stay on this side; the browser has the cookie of its session. */
@RestController
class SignIn {
    private final Config config;
    private final String redirectUri;

    SignIn(Config config, @Value("${genauth.redirect-uri}") String redirectUri) {
        this.config = config;
        this.redirectUri = redirectUri;
    }

    @GetMapping("/sign-in")
    ResponseEntity<?> signIn(HttpSession browser) throws GenAuthException {
        try (Login login = Login.begin(config, new LoginOptions(redirectUri))) {
            browser.setAttribute("login", login.toJson());
            return redirect(login.getUrl());
        }
    }

    @GetMapping("/callback")
    ResponseEntity<?> callback(HttpServletRequest request, @SessionAttribute("login") String kept)
            throws GenAuthException {
        HttpSession browser = request.getSession();
        browser.removeAttribute("login");
        try (Login login = Login.fromJson(config, kept)) {
            Session session = login.finishBlocking(request.getQueryString());
            request.changeSessionId(); // whoever knew the old one is not signed in
            browser.setAttribute("user", new SignedInBrowser(session));
            return redirect("/home");
        } catch (GenAuthException.Login e) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build(); // the user or the server refused
        }
    }

    @GetMapping("/home")
    ResponseEntity<?> home(HttpSession browser, @SessionAttribute(name = "user", required = false) SignedInBrowser user)
            throws GenAuthException {
        if (user == null) {
            return redirect("/sign-in");
        }
        try {
            Profile profile = user.session().client().getProfileBlocking();
            return ResponseEntity.ok(Map.of("id", profile.getUserId(), "name", profile.getName()));
        } catch (GenAuthException e) {
            if (e.getSessionIsDead()) { // only then: a network that is down signs nobody out
                browser.removeAttribute("user");
                return redirect("/sign-in");
            }
            throw e;
        }
    }

    @PostMapping("/sign-out")
    ResponseEntity<?> signOut(HttpSession browser, @SessionAttribute("user") SignedInBrowser user)
            throws GenAuthException {
        user.session().signOutBlocking();
        String page = user.session().endSessionUrl();
        browser.invalidate();
        return redirect(page);
    }

    @ExceptionHandler
    ResponseEntity<?> unavailable(GenAuthException e) {
        return ResponseEntity.status(new SignInFailure(e).status()).build();
    }

    private static ResponseEntity<?> redirect(String url) {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(url)).build();
    }
}
