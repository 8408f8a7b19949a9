import ai.genauth.Config;
import ai.genauth.GenAuthClient;
import ai.genauth.GenAuthException;
import ai.genauth.Profile;
import ai.genauth.ProfileOptions;

/** Prints the profile of the signed-in user. */
public final class GetProfile {
    public static void main(String[] arguments) {
        Config config = new Config(variable("GENAUTH_APP_ID"), variable("GENAUTH_HOST"))
                .withAccessToken(variable("GENAUTH_ACCESS_TOKEN"));
        ProfileOptions everything =
                new ProfileOptions().withCustomData(true).withIdentities(true).withDepartmentIds(true);
        try (GenAuthClient client = new GenAuthClient(config)) {
            long start = System.nanoTime();
            Profile profile = client.getProfileBlocking(everything);
            System.err.println("get_profile took " + (System.nanoTime() - start) / 1_000 + " us");
            System.out.println(profile.toJson());
        } catch (GenAuthException e) {
            System.err.println(e.getMessage() + "\n" + e.getHint());
            System.exit(1);
        }
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }
}
