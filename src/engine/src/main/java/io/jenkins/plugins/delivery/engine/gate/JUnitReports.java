package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.regex.PatternSyntaxException;

/**
 * What the JUnit reports of a gate say together.
 *
 * @param results the sum over all readable reports
 * @param problems why the sum is not the whole truth: unreadable reports, globs without a match; empty when it is
 */
public record JUnitReports(JUnitResults results, List<String> problems) {

    static final JUnitReports NONE = new JUnitReports(JUnitResults.NONE, List.of());

    /**
     * Reads every report that matches. {@code **}{@code /} stands for any number of directories, none included, as in Ant; symbolic
     * links are not followed and {@code .git} is left out.
     *
     * @param workDir where the globs start
     */
    public static JUnitReports read(Path workDir, List<String> globs) {
        JUnitResults sum = JUnitResults.NONE;
        List<String> problems = new ArrayList<>();
        TreeSet<Path> files = new TreeSet<>();
        for (String glob : globs) {
            List<Path> matches = find(workDir, matcher(glob));
            if (matches.isEmpty()) {
                problems.add("no test report matches '" + glob + "' in " + workDir + ".");
            }
            files.addAll(matches);
        }
        for (Path file : files) {
            String name = WorkspacePath.text(workDir, file);
            try {
                sum = sum.plus(JUnitParser.parse(file, name));
            } catch (JUnitParser.UnreadableReport e) {
                problems.add("the test report " + name + " cannot be read: " + e.getMessage() + ".");
            }
        }
        return new JUnitReports(sum, problems);
    }

    /** As plain values, for the state of a wait. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>(results.toMap());
        map.put("failures", results.failures().stream().map(TestFailure::toMap).toList());
        map.put("problems", problems);
        return map;
    }

    /** The inverse of {@link #toMap()}. */
    static JUnitReports fromMap(Map<?, ?> map) {
        List<TestFailure> failures = ((List<?>) map.get("failures"))
                .stream()
                        .map(failure -> TestFailure.fromMap((Map<?, ?>) failure))
                        .toList();
        ToIntFunction<String> number = key -> ((Number) map.get(key)).intValue();
        JUnitResults results = new JUnitResults(
                number.applyAsInt("total"),
                number.applyAsInt("failed"),
                number.applyAsInt("errors"),
                number.applyAsInt("skipped"),
                number.applyAsInt("flaky"),
                failures);
        return new JUnitReports(
                results,
                ((List<?>) map.get("problems")).stream().map(String::valueOf).toList());
    }

    /** Why a glob is refused before any effect; empty when it is fine. */
    static Optional<String> problemOf(String glob) {
        try {
            if (Path.of(glob.replace('*', 'x').replace('?', 'x')).isAbsolute() || glob.matches("(.*/)?\\.\\.(/.*)?")) {
                return Optional.of("'" + glob + "' leaves the work directory; write it relative to that");
            }
            matcher(glob);
            return Optional.empty();
        } catch (PatternSyntaxException | InvalidPathException e) {
            return Optional.of("'" + glob + "' is not a glob (" + e.getMessage() + ")");
        }
    }

    private static PathMatcher matcher(String glob) {
        String anyDepth = glob.replaceAll("(?<=^|/)\\*\\*/", "{**/,}");
        return FileSystems.getDefault().getPathMatcher("glob:" + anyDepth);
    }

    private static List<Path> find(Path workDir, PathMatcher matcher) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(workDir, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                    return dir.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && matcher.matches(workDir.relativize(file))) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException problem) {
                    // A file that vanished or is closed to us is no report; a missing report is reported as such.
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("The work directory " + workDir + " cannot be searched for test reports", e);
        }
        return found;
    }
}
