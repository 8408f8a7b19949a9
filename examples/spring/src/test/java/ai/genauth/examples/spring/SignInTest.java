package ai.genauth.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A browser that signs in, looks around and signs out. */
class SignInTest {
    private static final String REDIRECT_URI = "http://127.0.0.1/callback";

    private static Emulator emulator;
    private static ConfigurableApplicationContext service;

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();

    @BeforeAll
    static void start() throws Exception {
        emulator = new Emulator();
        service = new SpringApplicationBuilder(Application.class)
                .run(
                        "--server.port=0",
                        "--genauth.app-id=test-app",
                        "--genauth.host=" + emulator.host(),
                        "--genauth.redirect-uri=" + REDIRECT_URI);
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
        emulator.close();
    }

    @Test
    void theWholeWay() throws Exception {
        assertThat(location(get("/home"))).isEqualTo("/sign-in");
        String page = location(get("/sign-in")) + "&login_hint=test%40example.com";
        String back = location(send(HttpRequest.newBuilder(URI.create(page))));
        assertThat(back).startsWith(REDIRECT_URI);
        String before = cookie("JSESSIONID");
        assertThat(location(get("/callback?" + URI.create(back).getRawQuery()))).isEqualTo("/home");
        assertThat(cookie("JSESSIONID")).isNotEqualTo(before);

        HttpResponse<String> home = get("/home");
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body()).contains("6229ffaxxxxxxxxcade3e3d9", "Zhang San");

        assertThat(post("/sign-out", null).statusCode()).isEqualTo(403); // another site's form has no such header
        assertThat(location(post("/sign-out", cookie("XSRF-TOKEN")))).startsWith(emulator.host() + "/oidc/session/end");
        assertThat(location(get("/home"))).isEqualTo("/sign-in");
    }

    @Test
    void aRefusalAndAForeignCode() throws Exception {
        assertThat(get("/callback?code=c&state=s").statusCode()).isEqualTo(400);
        get("/sign-in");
        assertThat(get("/callback?code=c&state=s").statusCode()).isEqualTo(403);
        assertThat(location(get("/home"))).isEqualTo("/sign-in");
    }

    @Test
    void anOutage() throws Exception {
        String page = location(get("/sign-in")) + "&login_hint=test%40example.com";
        String back = location(send(HttpRequest.newBuilder(URI.create(page))));
        for (int attempt = 0; attempt < 3; attempt++) {
            emulator.failNextTokenRequest();
        }
        assertThat(get("/callback?" + URI.create(back).getRawQuery()).statusCode()).isEqualTo(503);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(address(path)));
    }

    private HttpResponse<String> post(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).POST(BodyPublishers.noBody());
        if (token != null) {
            request.header("X-XSRF-TOKEN", token);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path);
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isBetween(302, 303);
        return response.headers().firstValue("Location").orElseThrow();
    }

    private String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }
}
