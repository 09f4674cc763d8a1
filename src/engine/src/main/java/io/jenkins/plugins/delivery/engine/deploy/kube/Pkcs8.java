package io.jenkins.plugins.delivery.engine.deploy.kube;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** Wraps older forms of private keys into PKCS#8 (RFC 5208, section 5), the only one that the JDK reads. */
final class Pkcs8 {

    private static final byte[] VERSION = {2, 1, 0};
    /** AlgorithmIdentifier of rsaEncryption (RFC 8017, appendix C). */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** OBJECT IDENTIFIER of id-ecPublicKey (RFC 5480, section 2.1.1). */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private Pkcs8() {}

    /** @param key an RSAPrivateKey (RFC 8017, appendix A.1.2) */
    static byte[] ofRsa(byte[] key) {
        return tagged(0x30, VERSION, RSA, tagged(0x04, key));
    }

    /** @param key an ECPrivateKey (RFC 5915, section 3), whose parameters name its curve */
    static byte[] ofEc(byte[] key) {
        return tagged(0x30, VERSION, tagged(0x30, EC, curve(key)), tagged(0x04, key));
    }

    /** The object identifier in the element with tag [0]. */
    private static byte[] curve(byte[] key) {
        int at = content(key, 0);
        while (at < key.length) {
            int start = content(key, at);
            int end = start + length(key, at);
            if ((key[at] & 0xff) == 0xa0) {
                return Arrays.copyOfRange(key, start, end);
            }
            at = end;
        }
        throw new IllegalArgumentException("an EC key without the name of its curve");
    }

    /** Where the content of the element begins. */
    private static int content(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int size = content.size();
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (size < 0x80) {
            element.write(size);
        } else {
            int bytes = size < 0x100 ? 1 : size < 0x10000 ? 2 : 3;
            element.write(0x80 | bytes);
            for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
                element.write(size >> shift);
            }
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
