package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one chart, with everything it brings along, may consist of. Counts while files are read or copied, so that no more than the
 * limits is ever on disk or in memory, and collects every problem. A sum that is too large ends it at once.
 */
final class ChartLimits {

    /** Helm refuses to load larger files (helm/helm, pkg/chart/loader, MaxDecompressedFileSize). */
    static final long LARGEST_FILE = 5L * 1024 * 1024;

    /** Helm refuses to load larger charts (helm/helm, pkg/chart/loader, MaxDecompressedChartSize). */
    static final long LARGEST_CHART = 100L * 1024 * 1024;

    /** Ten times what the largest public charts have; Helm has no such limit and takes minutes and gigabytes. */
    static final int MOST_FILES = 5000;

    static final int DEEPEST = 50;

    private static final int MOST_PROBLEMS = 20;

    /** What Helm reads as an absolute path of Windows (helm/helm, pkg/chart/loader, drivePathPattern). */
    private static final Pattern DRIVE = Pattern.compile("^[a-zA-Z]:/.*", Pattern.DOTALL);

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** Ends the reading of a chart that is too large. The problems are with the limits. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private long bytes;
    private int entries;

    /** @throws InvalidInputException when there is a problem, with all of them */
    void refuse(String subject) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(subject, problems);
        }
    }

    /** A clause for each problem. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** @throws Exceeded when there are so many that more would not help */
    void problem(String clause) {
        problems.add(clause);
        if (problems.size() >= MOST_PROBLEMS) {
            problems.add("and perhaps more");
            throw new Exceeded();
        }
    }

    /** @throws Exceeded always: what comes next cannot be read */
    Exceeded stop(String clause) {
        problems.add(clause);
        return new Exceeded();
    }

    /** Counts a directory. */
    void directory(String shown) {
        entry();
        if (shown.chars().filter(character -> character == '/').count() > DEEPEST) {
            throw stop(shown + " is more than " + DEEPEST + " directories deep");
        }
    }

    /**
     * Judges the name of a file and counts it.
     *
     * @param chart the chart that it is part of, for the comparison of names
     * @param path in that chart, with forward slashes
     * @param shown how people call the file
     */
    void file(String chart, String path, String shown) {
        entry();
        if (CONTROL.matcher(path).find()) {
            problem(shown.replaceAll("\\p{Cntrl}", "?") + " has a control character in its name");
        } else if (path.startsWith("/") || path.startsWith("..") || path.contains("/../") || path.endsWith("/..")) {
            problem(shown + " would be unpacked outside the chart");
        } else if (DRIVE.matcher(path).matches() || path.contains("\\")) {
            problem(shown + " has a name that Helm takes for a path of Windows");
        }
        String same = names.putIfAbsent(chart + "\0" + path.toLowerCase(Locale.ROOT), path);
        if (path.equals(same)) {
            problem(shown + " is there twice");
        } else if (same != null) {
            problem(shown + " and " + same
                    + " differ in case only, and where case does not count one replaces the other");
        }
    }

    private void entry() {
        if (++entries > MOST_FILES) {
            throw stop("it has more than " + MOST_FILES
                    + " files and directories; list what does not belong to it in its " + HelmIgnore.FILE);
        }
    }

    /**
     * Counts the content of a file before it is read.
     *
     * @return false when it is larger than a file of a chart may be, which is a problem then
     */
    boolean content(String shown, long size) {
        if (size > LARGEST_FILE) {
            problem(shown + " has " + size + " bytes, and Helm takes no file of more than " + LARGEST_FILE
                    + "; list it in the chart's " + HelmIgnore.FILE + " or shorten it");
            return false;
        }
        bytes += size;
        if (bytes > LARGEST_CHART) {
            throw stop("it has more than " + LARGEST_CHART / 1024 / 1024
                    + " MiB of files; list what does not belong to it in its " + HelmIgnore.FILE);
        }
        return true;
    }
}
