import ai.genauth.Config;
import ai.genauth.GenAuthClient;
import ai.genauth.ProfileOptions;
import cn.authing.sdk.java.client.AuthenticationClient;
import cn.authing.sdk.java.dto.GetProfileDto;
import cn.authing.sdk.java.model.AuthenticationClientOptions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** One call of a library: it asks for everything, and fails when there is no user id. */
interface Call {
    String TOKEN = "documented-user-token";

    void run() throws Exception;

    static Call of(String way, String host, String caFile) throws Exception {
        switch (way) {
            case "libgenauth": {
                GenAuthClient client = libgenauth(host, caFile);
                ProfileOptions everything = new ProfileOptions(true, true, true);
                return () -> check(client.getProfileBlocking(everything).getUserId());
            }
            case "libgenauth-future": {
                GenAuthClient client = libgenauth(host, caFile);
                ProfileOptions everything = new ProfileOptions(true, true, true);
                return () -> check(client.getProfileAsync(everything).get().getUserId());
            }
            case "java.net.http": {
                HttpClient client = httpClient();
                return () -> check(userId(client.send(request(host), BodyHandlers.ofByteArray())));
            }
            case "java.net.http-future": {
                HttpClient client = httpClient();
                return () -> check(client.sendAsync(request(host), BodyHandlers.ofByteArray())
                        .thenApply(Call::userId)
                        .get());
            }
            case "authing-java-sdk": {
                AuthenticationClientOptions options = new AuthenticationClientOptions();
                options.setAppId("bench");
                options.setAppSecret("unused");
                options.setAppHost(host);
                options.setAccessToken(TOKEN);
                AuthenticationClient client = new AuthenticationClient(options);
                GetProfileDto everything = new GetProfileDto();
                everything.setWithCustomData(true);
                everything.setWithIdentities(true);
                everything.setWithDepartmentIds(true);
                return () -> check(client.getProfile(everything).getData().getUserId());
            }
            default:
                throw new IllegalArgumentException("there is no way `" + way + "`");
        }
    }

    private static GenAuthClient libgenauth(String host, String caFile) throws Exception {
        return new GenAuthClient(
                new Config("bench", host).withAccessToken(TOKEN).withCaFile(caFile).withProxy("none"));
    }

    private static HttpClient httpClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private static HttpRequest request(String host) {
        String query = "?withCustomData=true&withIdentities=true&withDepartmentIds=true";
        return HttpRequest.newBuilder(URI.create(host + "/api/v3/get-profile" + query))
                .header("authorization", "Bearer " + TOKEN)
                .header("x-genauth-app-id", "bench")
                .build();
    }

    private static String userId(HttpResponse<byte[]> answer) {
        try {
            JsonNode envelope = Json.MAPPER.readTree(answer.body());
            return envelope.path("statusCode").asInt() == 200
                    ? envelope.path("data").path("userId").asText()
                    : null;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void check(String userId) {
        if (userId == null || userId.isEmpty()) {
            throw new AssertionError("no user");
        }
    }

    /** Jackson, loaded by those alone who use it. */
    final class Json {
        static final ObjectMapper MAPPER = new ObjectMapper();
    }
}
