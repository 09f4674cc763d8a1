package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Secrets;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;

/**
 * Credentials of a laptop: {@code id=user:password}, {@code id=token} or {@code id=@path} of a file (a private key, a kubeconfig) in a properties file, or the
 * same value in the environment as {@code DELIVERY_CREDENTIALS_<ID>}. The passphrase of a key is {@code id.passphrase}, in the environment
 * {@code DELIVERY_CREDENTIALS_<ID>_PASSPHRASE}. The file wins.
 */
final class FileSecrets implements Secrets {

    /** Of the option that names the file. */
    static final String HELP =
            "Properties file with id=user:password, id=token or id=@path of a file such as a kubeconfig, an SSH or OpenPGP"
                    + " key (its passphrase: id.passphrase=…).";

    private static final String PREFIX = "DELIVERY_CREDENTIALS_";
    private static final String FILE = "@";

    private final Properties file;
    private final Map<String, String> environment;

    private FileSecrets(Properties file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** @param path the properties file; null for the environment alone */
    static FileSecrets of(Path path, Map<String, String> environment) {
        Properties properties = new Properties();
        if (path != null) {
            try (Reader in = Files.newBufferedReader(path)) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException e) {
                throw new InvalidInputException(
                        "--credentials", List.of(path + " cannot be read as a properties file: " + e.getMessage()));
            }
        }
        return new FileSecrets(properties, environment);
    }

    @Override
    public Optional<Credential> find(String credentialsId) {
        Optional<String> value = value(credentialsId);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text = value.get();
        if (text.startsWith(FILE)) {
            return Optional.of(ofFile(credentialsId, text.substring(FILE.length())));
        }
        int colon = text.indexOf(':');
        Credential bare = Credential.ofText(credentialsId, text);
        if (bare.kind() == Credential.Kind.PRIVATE_KEY) {
            return Optional.of(locked(credentialsId, bare.privateKey()));
        }
        return Optional.of(
                colon < 0
                        ? Credential.token(credentialsId, text)
                        : Credential.usernamePassword(
                                credentialsId, text.substring(0, colon), text.substring(colon + 1)));
    }

    private Optional<String> value(String key) {
        String variable = PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return Optional.ofNullable(file.getProperty(key, environment.get(variable)))
                .filter(value -> !value.isEmpty());
    }

    private Credential ofFile(String credentialsId, String path) {
        Path place = Path.of(path.replaceFirst("^~(?=/)", Matcher.quoteReplacement(System.getProperty("user.home"))));
        try {
            String text = Files.readString(place);
            Credential bare = Credential.ofText(credentialsId, text);
            return bare.kind() == Credential.Kind.PRIVATE_KEY ? locked(credentialsId, text) : bare;
        } catch (IOException e) {
            throw new TerminalException(
                    "The file " + place + " of the credentials '" + credentialsId + "' cannot be read.",
                    "Correct the path after the @.",
                    e);
        }
    }

    private Credential locked(String credentialsId, String text) {
        return Credential.privateKey(
                credentialsId, null, text, value(credentialsId + ".passphrase").orElse(null));
    }
}
