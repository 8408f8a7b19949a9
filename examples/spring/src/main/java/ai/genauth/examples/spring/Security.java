package ai.genauth.examples.spring;

import ai.genauth.Config;
import ai.genauth.GenAuthClient;
import ai.genauth.GenAuthException;
import ai.genauth.ProfileOptions;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;

/** Every request needs a bearer token, and the identity cloud says whose it is. */
@Configuration
class Security {
    @Bean
    Config config(@Value("${genauth.app-id}") String appId, @Value("${genauth.host}") String host) {
        return new Config(appId, host).withTimeout(Duration.ofSeconds(3));
    }

    /** One client for the application; Spring closes it. */
    @Bean
    GenAuthClient genAuthClient(Config config) throws GenAuthException {
        return new GenAuthClient(config);
    }

    @Bean
    OpaqueTokenIntrospector introspector(GenAuthClient client) {
        return token -> {
            try {
                return new SignedInUser(client.getProfileBlocking(new ProfileOptions(), token));
            } catch (GenAuthException e) {
                if (e.getSessionIsDead() || e instanceof GenAuthException.InvalidArgument) {
                    throw new InvalidBearerTokenException("the access token is not valid", e);
                }
                throw new SignInFailure(e);
            }
        };
    }

    /** The pages of {@link SignIn}, which look after their users themselves. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain browsers(HttpSecurity http) throws Exception {
        return http.securityMatcher("/sign-in", "/callback", "/home", "/sign-out", "/error")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(CsrfConfigurer::spa)
                .build();
    }

    @Bean
    SecurityFilterChain filterChain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server
                        .opaqueToken(token -> {})
                        .authenticationEntryPoint(entryPoint()))
                .build();
    }

    /** Says 401 to who has no token or a dead one, and what else is wrong to the others. */
    private static AuthenticationEntryPoint entryPoint() {
        AuthenticationEntryPoint unauthorised = new BearerTokenAuthenticationEntryPoint();
        return (request, response, exception) -> {
            if (exception instanceof SignInFailure failure) {
                response.setStatus(failure.status());
                if (failure.status() == 503) {
                    response.setHeader("Retry-After", Long.toString(failure.retryAfter()));
                }
            } else {
                unauthorised.commence(request, response, exception);
            }
        };
    }
}
