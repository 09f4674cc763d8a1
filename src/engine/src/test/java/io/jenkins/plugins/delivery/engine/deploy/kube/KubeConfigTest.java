package io.jenkins.plugins.delivery.engine.deploy.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeConfigTest {

    private static final String CONFIG = """
            current-context: stage
            contexts:
            - {name: stage, context: {cluster: c, user: ci, namespace: shop}}
            - {name: prod, context: {cluster: c, user: nobody}}
            clusters:
            - {name: c, cluster: {server: "https://10.0.0.1:6443/"%s}}
            users:
            - {name: ci, user: {token: s3cret-token%s}}
            """;

    @Test
    void readsTheCurrentContextAndWritesOnlyThat() {
        KubeTarget target = KubeConfig.parse("The kubeconfig", CONFIG.formatted("", ""), null);

        assertThat(target.server()).isEqualTo("https://10.0.0.1:6443");
        assertThat(target.namespace()).isEqualTo("shop");
        assertThat(target.toString()).doesNotContain("s3cret");
        assertThat(target.user().toString()).doesNotContain("s3cret");
        KubeTarget again = KubeConfig.parse("The kubeconfig", target.kubeconfig(), null);
        assertThat(again.user()).isEqualTo(target.user());
        assertThat(again.server()).isEqualTo(target.server());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| , exec: {command: sh} | it says exec, which would run a program",
                "| , auth-provider: {name: gcp} | it says auth-provider",
                "| , tokenFile: /etc/shadow | it says tokenFile",
                "| , client-key: /etc/ssl/key | it says client-key",
                ", certificate-authority: /etc/passwd | | it says certificate-authority",
                ", insecure-skip-tls-verify: true | | it says insecure-skip-tls-verify",
                ", certificate-authority-data: '%%' | | certificate-authority-data is not Base64",
            })
    void refusesWhatReachesOutOfTheKubeconfig(String cluster, String user, String problem) {
        String config = CONFIG.formatted(cluster == null ? "" : cluster, user == null ? "" : user);

        assertThatThrownBy(() -> KubeConfig.parse("The kubeconfig", config, null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void namesTheNearestContextAndAMissingUser() {
        assertThatThrownBy(() -> KubeConfig.parse("The kubeconfig", CONFIG.formatted("", ""), "stagee"))
                .hasMessageContaining("stage");
        assertThatThrownBy(() -> KubeConfig.parse("The kubeconfig", CONFIG.formatted("", ""), "prod"))
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> KubeConfig.parse("The kubeconfig", "just text", null))
                .hasMessageContaining("it is no kubeconfig");
    }

    @Test
    void keysOfOlderFormsAreWrapped() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        byte[] whole = rsa.generateKeyPair().getPrivate().getEncoded();
        RSAPrivateCrtKey key =
                (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(whole));
        // The old form is what PKCS#8 has in its last element; its header takes 26 bytes at this size.
        byte[] wrapped = Pkcs8.ofRsa(Arrays.copyOfRange(whole, 26, whole.length));
        assertThat(((RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(wrapped)))
                        .getPrivateExponent())
                .isEqualTo(key.getPrivateExponent());

        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = ec.generateKeyPair();
        BigInteger secret = ((ECPrivateKey) pair.getPrivate()).getS();
        ECPrivateKey read = (ECPrivateKey)
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Pkcs8.ofEc(sec1(secret))));
        assertThat(read.getS()).isEqualTo(secret);
    }

    /** ECPrivateKey of RFC 5915 with the curve P-256 and without the public key. */
    private static byte[] sec1(BigInteger secret) {
        byte[] number = new byte[32];
        byte[] raw = secret.toByteArray();
        int length = Math.min(raw.length, 32);
        System.arraycopy(raw, raw.length - length, number, 32 - length, length);
        byte[] der = new byte[51];
        byte[] start = {0x30, 0x31, 2, 1, 1, 4, 0x20};
        byte[] curve = {(byte) 0xa0, 0x0a, 6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};
        System.arraycopy(start, 0, der, 0, 7);
        System.arraycopy(number, 0, der, 7, 32);
        System.arraycopy(curve, 0, der, 39, 12);
        return der;
    }
}
