package io.jenkins.plugins.delivery.runner.model;

/**
 * A file that a run keeps: attached by a step, or archived by the Jenkinsfile.
 *
 * @param name its path among the kept files, with '/'
 * @param address where it lies, as a link from the report
 * @param bytes its size
 */
public record KeptFile(String name, String address, long bytes) {

    public KeptFile {
        name = Text.of(name);
        address = Text.of(address);
    }
}
