package io.jenkins.plugins.delivery.runner.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"git-flow-delivery " + Objects.requireNonNullElse(version, "(development build)")};
    }
}
