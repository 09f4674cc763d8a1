package io.jenkins.plugins.delivery.engine.gate;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why an https address was not trusted, for people. */
final class TlsTrouble {

    private TlsTrouble() {}

    /** A clause that continues "but …"; empty when the problem is not one of TLS. */
    static Optional<String> of(Throwable problem) {
        boolean tls = false;
        String said = null;
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            tls |= cause instanceof SSLException;
            said = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException) {
                return Optional.of("its certificate is no longer valid (" + said + "); renew it");
            }
            if (cause instanceof CertificateNotYetValidException) {
                return Optional.of("its certificate is not valid yet (" + said + "); check it, and the clocks");
            }
            if (cause instanceof CertPathBuilderException || isUntrusted(cause)) {
                return Optional.of("its certificate is of an authority that this Java does not trust;"
                        + " add the authority to the trust store, or let the server send the whole chain");
            }
            if (cause instanceof CertificateException && said.startsWith("No ")) {
                return Optional.of("its certificate is for another name (" + said + ")");
            }
        }
        return tls ? Optional.of("there is no TLS connection to it (" + said + ")") : Optional.empty();
    }

    private static boolean isUntrusted(Throwable cause) {
        return cause instanceof CertPathValidatorException path
                && path.getReason() == java.security.cert.PKIXReason.NO_TRUST_ANCHOR;
    }
}
