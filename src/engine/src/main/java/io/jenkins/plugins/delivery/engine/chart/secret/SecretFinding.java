package io.jenkins.plugins.delivery.engine.chart.secret;

/**
 * A secret in plain text. The value is kept for its fingerprint only: neither {@link #toString} nor a clause has it.
 *
 * @param file values file
 * @param path of the value in it, with dots and {@code [index]}
 * @param what it is, with its article
 */
public record SecretFinding(String file, String path, String what, SecretForm form, Value value) {

    /** A value that does not print itself. */
    record Value(String text) {

        @Override
        public String toString() {
            return "****";
        }
    }

    static SecretFinding of(String file, String path, String what, SecretForm form, String text) {
        return new SecretFinding(file, path, what, form, new Value(text));
    }

    /** What an entry of the allow list names it by; see {@link SecretFingerprint}. */
    public String fingerprint() {
        return SecretFingerprint.of(file, path, value.text());
    }

    /** File, path, and what should stand there instead. */
    public String clause() {
        return file + ": " + path + " holds " + what + " (****, " + fingerprint() + "); " + form.advice(path);
    }
}
