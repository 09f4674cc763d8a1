package io.jenkins.plugins.delivery.engine.image;

import java.nio.file.Path;
import java.util.Map;

/** The main class of a process that pushes {@code image.tar} of a directory to a repository. */
final class PushInSmallHeap {

    private PushInSmallHeap() {}

    /** @param arguments repository and directory */
    public static void main(String[] arguments) throws InterruptedException {
        new ImageRun(Path.of(arguments[1]))
                .with("registry", "ci", "password")
                .push(arguments[0], Map.of("archive", "image.tar"));
    }
}
