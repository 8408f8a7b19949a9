package ai.genauth.examples.spring;

import ai.genauth.Profile;
import java.util.Collection;
import java.util.Map;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/** The principal: the profile of whoever the token belongs to. */
record SignedInUser(Profile profile) implements OAuth2AuthenticatedPrincipal {
    @Override
    public String getName() {
        return profile.getUserId();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of("sub", profile.getUserId());
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return AuthorityUtils.createAuthorityList("ROLE_USER");
    }
}
