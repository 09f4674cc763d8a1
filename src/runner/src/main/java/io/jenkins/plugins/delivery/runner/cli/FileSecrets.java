package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Secrets;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Credentials of a laptop: {@code id=user:password} or {@code id=token} in a properties file, or the same value in the
 * environment as {@code DELIVERY_CREDENTIALS_<ID>}. The file wins.
 */
final class FileSecrets implements Secrets {

    private static final String PREFIX = "DELIVERY_CREDENTIALS_";

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
        String variable = PREFIX + credentialsId.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        String value = file.getProperty(credentialsId, environment.get(variable));
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        int colon = value.indexOf(':');
        return Optional.of(
                colon < 0
                        ? Credential.token(credentialsId, value)
                        : Credential.usernamePassword(
                                credentialsId, value.substring(0, colon), value.substring(colon + 1)));
    }
}
