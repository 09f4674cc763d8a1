package io.jenkins.plugins.delivery.engine.git.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.testbed.git.PgpKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.openpgp.PGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.jcajce.JcaPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.junit.jupiter.api.Test;

class OpenPgpSignerTest {

    private static final String KEY = PgpKey.text("open sesame");
    private static final byte[] OBJECT = "tag v1.0.0\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void theSignatureFitsTheKeyAndTheObject() throws Exception {
        String text = OpenPgpSigner.of(key(KEY, "open sesame")).sign(OBJECT);
        assertThat(text).startsWith("-----BEGIN PGP SIGNATURE-----").doesNotContain("Version");
        PGPSignature signature = ((PGPSignatureList) new JcaPGPObjectFactory(decoded(text)).nextObject()).get(0);
        PGPSecretKeyRingCollection rings =
                new PGPSecretKeyRingCollection(decoded(KEY), new BcKeyFingerprintCalculator());
        signature.init(
                new BcPGPContentVerifierBuilderProvider(),
                rings.getSecretKey(signature.getKeyID()).getPublicKey());
        signature.update(OBJECT);
        assertThat(signature.verify()).isTrue();
    }

    @Test
    void aKeyThatCannotBeOpenedIsASentence() {
        assertThatThrownBy(() -> OpenPgpSigner.of(key(KEY, null)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll("'signing'", "its passphrase is missing")
                .hasNoCause();
        assertThatThrownBy(() -> OpenPgpSigner.of(key(KEY, "open barley")))
                .hasMessageContaining("its passphrase is wrong")
                .hasMessageNotContaining("barley");
        assertThatThrownBy(() -> OpenPgpSigner.of(key(KEY.substring(0, 400), "open sesame")))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("hold no readable OpenPGP secret key");
    }

    private static java.io.InputStream decoded(String text) throws java.io.IOException {
        return PGPUtil.getDecoderStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Credential key(String text, String passphrase) {
        return Credential.privateKey("signing", null, text, passphrase);
    }
}
