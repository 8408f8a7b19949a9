package ai.genauth.examples.spring;

import ai.genauth.GenAuthException;
import org.springframework.security.core.AuthenticationException;

/** Why nobody is signed in although there is a token. */
class SignInFailure extends AuthenticationException {
    private final GenAuthException cause;

    SignInFailure(GenAuthException cause) {
        super(cause.getMessage(), cause);
        this.cause = cause;
    }

    /** The token is fine, but its user may not; or nobody can tell now, and it is worth asking again. */
    int status() {
        return cause instanceof GenAuthException.Forbidden ? 403 : cause.isRetryable() ? 503 : 500;
    }

    /** Seconds to wait before asking again. */
    long retryAfter() {
        Long milliseconds = cause.getRetryAfterMs();
        return milliseconds == null ? 1 : (milliseconds + 999) / 1_000;
    }
}
