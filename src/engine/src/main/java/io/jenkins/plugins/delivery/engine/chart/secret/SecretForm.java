package io.jenkins.plugins.delivery.engine.chart.secret;

import java.util.List;

/** In which form a secret stands in a values file, which decides what should stand there instead. */
enum SecretForm {
    /** A value of its own, or one in a map. */
    VALUE("name the Secret that has it (%sexistingSecret: <name>)"),
    /** Beside a user, a host or a database. */
    DATABASE("keep user and password together in one Secret and name that (%sexistingSecret: <name>)"),
    /** {@code - name: X} with {@code value: …}. */
    ENV_LIST("replace 'value' by valueFrom: {secretKeyRef: {name: <name>, key: <key>}}"),
    /** {@code env: {X: …}}. */
    ENV_MAP("take the variable from a Secret (envFrom: [{secretRef: {name: <name>}}], or a secretKeyRef)"),
    /** A URL or connection string. */
    CONNECTION("leave the password out of it, or name the Secret that has all of it (%sexistingSecret: <name>)"),
    /** A registry's log-in. */
    PULL_SECRET("name a Secret of type kubernetes.io/dockerconfigjson (imagePullSecrets: [{name: <name>}])"),
    /** The private key of a certificate. */
    TLS_KEY("name a Secret of type kubernetes.io/tls, as cert-manager makes it (%sexistingSecret: <name>)"),
    /** User and password of HTTP. */
    BASIC_AUTH("name the Secret that has user and password (%sexistingSecret: <name>)"),
    /** A Secret written out in an extra manifest. */
    MANIFEST("let an ExternalSecret or DopplerSecret of the same name stand there instead of the Secret"),
    /** The text of a configuration file. */
    CONFIG_TEXT(
            "let a variable stand there that the program takes from a Secret (envFrom: [{secretRef: {name: <name>}}])");

    private static final String FILLED = ", filled by External Secrets, Doppler or your secret manager";

    private final String advice;

    SecretForm(String advice) {
        this.advice = advice;
    }

    /** A clause that names the reference, as it is written beside the value at the path. */
    String advice(String path) {
        int dot = path.lastIndexOf('.');
        String beside = dot < 0 ? "" : path.substring(0, dot + 1);
        return advice.formatted(beside) + (List.of(MANIFEST).contains(this) ? "" : FILLED);
    }
}
