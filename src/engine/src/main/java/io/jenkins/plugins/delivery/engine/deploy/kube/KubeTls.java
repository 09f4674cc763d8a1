package io.jenkins.plugins.delivery.engine.deploy.kube;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.http.HttpCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** HTTP clients that trust a cluster's own authority and show a certificate. */
final class KubeTls {

    private static final char[] NO_PASSWORD = {};
    private static final int MOST_CLIENTS = 16;
    private static final String HEADER = "-----BEGIN ";

    /** A client owns threads and connections, so those used last are kept; by digest, so that no key is one of this map. */
    private static final Map<String, HttpClient> CLIENTS = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, HttpClient> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    private KubeTls() {}

    static HttpClient client(KubeTarget target) {
        KubeTarget.Certificate shown = target.user().certificate();
        String identity = digest(target.authority() + "\n" + (shown == null ? "" : shown.certificate() + shown.key()));
        synchronized (CLIENTS) {
            return CLIENTS.computeIfAbsent(
                    identity,
                    unused -> HttpCalls.client().sslContext(context(target)).build());
        }
    }

    private static SSLContext context(KubeTarget target) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(target.user().certificate()), trust(target.authority()), null);
            return context;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new TerminalException(
                    "The certificates for " + target + " cannot be read (" + e.getMessage() + ").",
                    "Check certificate-authority-data, client-certificate-data and client-key-data of the kubeconfig.");
        }
    }

    private static TrustManager[] trust(String authority) throws GeneralSecurityException, IOException {
        if (authority == null) {
            return null;
        }
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : certificates(authority)) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(KubeTarget.Certificate shown) throws GeneralSecurityException, IOException {
        if (shown == null) {
            return null;
        }
        KeyStore store = empty();
        store.setKeyEntry(
                "user",
                key(shown.key()),
                NO_PASSWORD,
                certificates(shown.certificate()).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }

    /** PKCS#8 as it is; what kubeadm and k3s write (PKCS#1 and SEC 1) is wrapped into it first. */
    private static PrivateKey key(String pem) throws GeneralSecurityException {
        String label = pem.substring(pem.indexOf(HEADER) + HEADER.length()).replaceFirst("(?s)-----.*", "");
        byte[] der = Base64.getMimeDecoder()
                .decode(pem.substring(pem.indexOf(HEADER)).replaceAll("-----[A-Z ]+-----", ""));
        byte[] wrapped =
                switch (label) {
                    case "RSA PRIVATE KEY" -> Pkcs8.ofRsa(der);
                    case "EC PRIVATE KEY" -> Pkcs8.ofEc(der);
                    default -> der;
                };
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(wrapped));
            } catch (InvalidKeySpecException e) {
                // One of the others, then.
                continue;
            }
        }
        throw new GeneralSecurityException("client-key-data is neither an RSA nor an EC nor an Ed25519 key");
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
