import ai.genauth.Config;
import ai.genauth.GenAuthClient;
import ai.genauth.GenAuthException;
import ai.genauth.Identity;
import ai.genauth.Profile;
import ai.genauth.ProfileOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** What a Java program does with the package, and nothing else. Prints the profile that it got. */
public final class Consumer {
    /** The application of the emulator's that has sign-ins. */
    private static final String APPLICATION = "test-app";

    public static void main(String[] arguments) throws Exception {
        String appId = System.getenv("GENAUTH_APP_ID");
        String host = System.getenv("GENAUTH_HOST");
        String token = System.getenv("GENAUTH_ACCESS_TOKEN");

        Config config = new Config(appId, host)
                .withTimeout(Duration.ofSeconds(5))
                .withUserAgent("Consumer/1.0");
        try (GenAuthClient client = new GenAuthClient(config)) {
            blocking(client, token);
            future(client, token);
            cancelled(client, token);
            if (!signedOut(client, "an-old-token")) {
                throw new AssertionError("a token that nobody knows was accepted");
            }
            Sessions.run(new Config(APPLICATION, host));
            Sessions.provided(config, token);
        }
    }

    private static void blocking(GenAuthClient client, String token) throws GenAuthException {
        ProfileOptions options = new ProfileOptions().withCustomData(true).withIdentities(true);
        Profile profile = client.getProfileBlocking(options, token);
        System.out.println(profile.getUserId() + " " + profile.getEmail());
        for (Identity identity : profile.getIdentities()) {
            System.out.println(identity.getProvider() + " " + identity.getUserIdInIdp());
        }
        System.out.println(profile.getCustomData());
        System.out.println(profile.getCreatedAt().toInstant());
    }

    private static void future(GenAuthClient client, String token) throws Exception {
        CompletableFuture<String> name = client
                .getProfileAsync(new ProfileOptions(), token)
                .thenApply(Profile::getName);
        System.out.println(name.get(5, TimeUnit.SECONDS));
    }

    private static void cancelled(GenAuthClient client, String token) throws Exception {
        CompletableFuture<Profile> call = client.getProfileAsync(new ProfileOptions(), token);
        boolean stopped = call.cancel(true); // its connection is closed; false when the response was faster
        try {
            System.out.println(call.get().getUserId());
        } catch (java.util.concurrent.CancellationException e) {
            if (!stopped) {
                throw e;
            }
        } catch (ExecutionException e) {
            throw (GenAuthException) e.getCause();
        }
    }

    private static boolean signedOut(GenAuthClient client, String token) throws InterruptedException {
        try {
            client.getProfileBlocking(new ProfileOptions(), token, Duration.ofSeconds(2));
        } catch (GenAuthException.RateLimited e) {
            Long wait = e.getRetryAfterMs();
            Thread.sleep(wait == null ? 1_000 : wait);
        } catch (GenAuthException e) {
            System.err.println(e.getMessage() + "\n" + e.getHint());
            return e.getSessionIsDead(); // only then: a network that is down signs nobody out
        }
        return false;
    }
}
