package io.jenkins.plugins.delivery.runner.host;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A line of a script.
 *
 * @param file the file as a person knows it, such as {@code Jenkinsfile} or {@code vars/promoteTo.groovy}
 * @param line counted from one
 */
public record SourceLine(String file, int line) {

    /** The innermost line of the Jenkinsfile among these frames, or of any script when the Jenkinsfile is not among them. */
    static Optional<SourceLine> of(List<StackTraceElement> frames, String jenkinsfile) {
        Optional<SourceLine> own = frames.stream()
                .filter(frame -> jenkinsfile.equals(frame.getFileName()) && frame.getLineNumber() > 0)
                .map(SourceLine::of)
                .findFirst();
        return own.or(() -> frames.stream()
                .filter(frame -> frame.getFileName() != null
                        && frame.getFileName().endsWith(".groovy")
                        && frame.getLineNumber() > 0)
                .map(SourceLine::of)
                .findFirst());
    }

    static Optional<SourceLine> of(Throwable thrown, String jenkinsfile) {
        return of(Arrays.asList(thrown.getStackTrace()), jenkinsfile);
    }

    private static SourceLine of(StackTraceElement frame) {
        return new SourceLine(frame.getFileName(), frame.getLineNumber());
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
