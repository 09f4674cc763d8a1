package io.jenkins.plugins.delivery.engine.chart.secret;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Secrets that are known by their look, wherever they stand. The forms are those that the issuers document. */
enum KnownSecret {
    PRIVATE_KEY(
            "a private key",
            SecretForm.TLS_KEY,
            "-----BEGIN ([A-Z0-9]+ ){0,4}PRIVATE KEY( BLOCK)?-----\\s*(?![.<{]|x{3}|X{3}|-----END)\\S"),
    PRIVATE_KEY_BASE64(
            "a private key in Base64",
            SecretForm.TLS_KEY,
            "\\bLS0tLS1CRUdJTi(BQUklWQVRF|BSU0Eg|BFQy|BFTkNSWVBURUQg|BPUEVOU1NI|BEU0Eg)"),
    AGE_KEY("a private key of age", SecretForm.VALUE, "AGE-SECRET-KEY-1[0-9A-Z]{20,}"),
    AWS_KEY("an AWS access key", SecretForm.VALUE, "\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"),
    GITHUB("a GitHub token", SecretForm.VALUE, "\\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\\w{22,})"),
    GITLAB("a GitLab token", SecretForm.VALUE, "\\bgl(pat|rt|dt|soat|ptt|agent|ft)-[\\w-]{20,}"),
    SLACK("a Slack token", SecretForm.VALUE, "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\\bxapp-\\d-[A-Za-z0-9-]{10,}"),
    WEBHOOK(
            "a webhook address, which is a secret by itself",
            SecretForm.VALUE,
            "hooks\\.slack\\.com/(services|workflows)/T\\w{6,}/[AB]\\w{6,}/\\w{16,}"
                    + "|discord(app)?\\.com/api/webhooks/\\d{15,}/[\\w-]{40,}|webhook\\.office\\.com/webhookb2/[\\w@-]{36,}/\\w+/[0-9a-f]{32}"),
    STRIPE("a Stripe key", SecretForm.VALUE, "\\b[sr]k_(live|test)_[A-Za-z0-9]{16,}|\\bwhsec_[A-Za-z0-9+/=]{24,}"),
    GOOGLE("a Google API key", SecretForm.VALUE, "\\bAIza[\\w-]{35}|\\bGOCSPX-[\\w-]{28}|\\bya29\\.[\\w-]{20,}"),
    AZURE(
            "an Azure key",
            SecretForm.CONNECTION,
            "(AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}=*|\\bsig=[A-Za-z0-9%+/]{40,}"),
    VAULT("a Vault token", SecretForm.VALUE, "\\bhv[sbr]\\.[\\w-]{24,}"),
    DOPPLER("a Doppler token", SecretForm.VALUE, "\\bdp\\.(pt|st|sa|ct|scim|audit)\\.[\\w.-]{20,}"),
    NPM("an npm token", SecretForm.VALUE, "\\bnpm_[A-Za-z0-9]{36}\\b"),
    PYPI("a PyPI token", SecretForm.VALUE, "\\bpypi-AgE[\\w-]{50,}"),
    DOCKER("a Docker Hub token", SecretForm.VALUE, "\\bdckr_(pat|oat)_[\\w-]{20,}"),
    GRAFANA("a Grafana token", SecretForm.VALUE, "\\bgl(c_[A-Za-z0-9+/=]{32,}|sa_[A-Za-z0-9]{32}_[0-9a-f]{8})"),
    SENDGRID("a SendGrid key", SecretForm.VALUE, "\\bSG\\.[\\w-]{22}\\.[\\w-]{43}"),
    OPENAI("an API key of a model provider", SecretForm.VALUE, "\\bsk-(ant-|proj-)?[A-Za-z0-9_-]{32,}"),
    OTHER(
            "a provider's token",
            SecretForm.VALUE,
            "\\b(shp(at|ss|ca|pa)_[0-9a-fA-F]{32}|dop_v1_[0-9a-f]{64}|dapi[0-9a-f]{32}|hf_[A-Za-z]{34}|tskey-\\w+-\\w{12,}|NRAK-[A-Z0-9]{27}"
                    + "|PMAK-[0-9a-f]{24}-[0-9a-f]{34}|ATATT3[\\w=-]{50,}|\\d{8,10}:AA[\\w-]{33})\\b"),
    JWT("a JSON web token", SecretForm.VALUE, "\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{20,}"),
    DOCKER_CONFIG(
            "the log-in of a registry",
            SecretForm.PULL_SECRET,
            "(?s)\"auths\"\\s*:.*\"(auth|password|identitytoken)\"\\s*:\\s*\"[^\"]+\"|\\beyJhdXRocyI6[A-Za-z0-9+/=]{20,}|\\bew0?K.{0,8}ImF1dGhzI[A-Za-z0-9+/=]{20,}"),
    PASSWORD_HASH(
            "the hash of a password", SecretForm.BASIC_AUTH, "^[^\\s:]{1,64}:(\\$(apr1|2[aby]|5|6)\\$|\\{SHA})\\S+"),
    BASIC_HEADER(
            "a header with a password", SecretForm.BASIC_AUTH, "(?i)\\bBasic [A-Za-z0-9+/]{12,}={0,2}(?![A-Za-z0-9])"),
    BEARER_HEADER("a header with a token", SecretForm.VALUE, "\\bBearer (?=\\S*\\d)[\\w.~+/-]{20,}");

    private final String what;
    private final SecretForm form;
    private final Pattern pattern;

    KnownSecret(String what, SecretForm form, String pattern) {
        this.what = what;
        this.form = form;
        this.pattern = Pattern.compile(pattern);
    }

    String what() {
        return what;
    }

    SecretForm form() {
        return form;
    }

    /** The first kind that stands somewhere in the text. */
    static Optional<KnownSecret> in(String text) {
        return Arrays.stream(values())
                .filter(known -> known.pattern.matcher(text).find())
                .findFirst();
    }
}
