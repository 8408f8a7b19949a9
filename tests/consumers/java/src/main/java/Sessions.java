import ai.genauth.Config;
import ai.genauth.FileStore;
import ai.genauth.GenAuthClient;
import ai.genauth.GenAuthException;
import ai.genauth.LoadOutcome;
import ai.genauth.Login;
import ai.genauth.LoginOptions;
import ai.genauth.SaveOutcome;
import ai.genauth.Session;
import ai.genauth.SessionEvent;
import ai.genauth.SessionRecord;
import ai.genauth.SessionStore;
import ai.genauth.SignOut;
import ai.genauth.TokenProvider;
import ai.genauth.okhttp.SessionAuth;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Signs a user in, stays signed in, signs out. */
final class Sessions {
    static void run(Config config) throws Exception {
        String path = Files.createTempDirectory("session").resolve("session").toString();
        if (restore(config, path) != null) {
            throw new AssertionError("somebody was signed in");
        }
        String kept = begin(config);
        finish(config, path, kept, browse(Login.fromJson(config, kept).getUrl()));
        try (Session session = restore(config, path)) {
            session.useStoreBlocking(new Attributes());
            System.out.println(session.claims().getSubject());
            request(session, config.getHost() + "/oidc/me");
            signOut(session);
        }
    }

    private static String begin(Config config) throws GenAuthException {
        LoginOptions options = new LoginOptions("http://127.0.0.1/callback").withLoginHint("test@example.com");
        Login login = Login.begin(config, options);
        redirect(login.getUrl());
        return login.toJson(); // a secret, until the login has ended: keep it with the browser's session
    }

    private static void finish(Config config, String path, String kept, String redirectedUrl) throws GenAuthException {
        Session session = Login.fromJson(config, kept).finishBlocking(redirectedUrl);
        session.useStoreBlocking(new FileStore(path));
        System.out.println(session.client().getProfileBlocking().getEmail());
    }

    private static Session restore(Config config, String path) throws GenAuthException {
        Session session = Session.openBlocking(config, new FileStore(path)); // null if nobody is signed in
        if (session != null) {
            session.onEvent(event -> {
                if (event instanceof SessionEvent.Ended) {
                    System.out.println("sign in again");
                }
            });
        }
        return session;
    }

    private static void request(Session session, String url) throws IOException {
        SessionAuth auth = new SessionAuth(session);
        OkHttpClient http = new OkHttpClient.Builder().addInterceptor(auth).authenticator(auth).build();
        try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            System.out.println(response.code());
        }
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private static void signOut(Session session) throws GenAuthException {
        SignOut outcome = session.signOutBlocking();
        if (!outcome.getRevoked()) {
            throw outcome.getRevokeError();
        }
        redirect(session.endSessionUrl("http://127.0.0.1/goodbye"));
    }

    static void provided(Config config, String token) throws GenAuthException {
        TokenProvider blocking = TokenProvider.blocking(rejected -> fetchToken(token));
        TokenProvider async = TokenProvider.async(rejected -> CompletableFuture.completedFuture(token));
        for (TokenProvider provider : new TokenProvider[] {blocking, async}) {
            try (GenAuthClient client = new GenAuthClient(config, provider)) {
                System.out.println(client.getProfileBlocking().getUserId());
            }
        }
    }

    private static String fetchToken(String token) throws IOException {
        return token;
    }

    private static void redirect(String url) {
        URI.create(url);
    }

    /** A browser, as far as the emulator needs one: where it is sent back to. */
    private static String browse(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        return connection.getHeaderField("location");
    }

    /** A store of the application's own. */
    private static final class Attributes implements SessionStore {
        private final Map<String, SessionRecord> values = new ConcurrentHashMap<>();

        @Override
        public LoadOutcome load() {
            SessionRecord record = values.get("session");
            return record == null ? LoadOutcome.Empty.INSTANCE : new LoadOutcome.Found(record);
        }

        @Override
        public SaveOutcome save(long expected, SessionRecord record) {
            SessionRecord stored = values.get("session");
            if ((stored == null ? 0 : stored.getGeneration()) != expected) {
                return new SaveOutcome.Conflict(stored);
            }
            values.put("session", record);
            return SaveOutcome.Saved.INSTANCE;
        }

        @Override
        public void remove() {
            values.remove("session");
        }
    }
}
