package io.jenkins.plugins.delivery.runner;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Tools that a machine may lack. The tests that need one say so when they are skipped; CI installs them. */
public final class Tools {

    private Tools() {}

    /** Skips the test, with a sentence, where the tool is not on the PATH. */
    public static void need(String tool) {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(tool)));
        assumeTrue(there, tool + " is not installed, so what only it can show was not tested.");
    }
}
