package io.jenkins.plugins.delivery.engine.gate.load;

import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the results files of a load test say together.
 *
 * @param total over all samples
 * @param labels the same for each label, in their alphabetical order
 * @param ignored samples of the ramp-up, in none of the figures
 * @param tooManyLabels whether there were more labels than {@value LoadTally#MOST_LABELS}; those after count in the total only
 * @param unjudged whether one of those has limits of its own
 */
record LoadResults(
        LoadFigures total, Map<String, LoadFigures> labels, long ignored, boolean tooManyLabels, boolean unjudged) {

    LoadResults {
        labels = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(labels));
    }

    /**
     * Reads the files of one test, those of several load generators for example.
     *
     * @param workDir that the files are named by in messages
     * @param ignoreFirst the ramp-up, from the start of the earliest sample; null or zero for none. The files are then read twice.
     * @param wanted labels that have limits of their own
     * @throws UnreadableReport whose message names the file
     */
    static LoadResults read(Path workDir, Collection<Path> files, Duration ignoreFirst, Predicate<String> wanted)
            throws UnreadableReport {
        long from = Long.MIN_VALUE;
        if (ignoreFirst != null && !ignoreFirst.isZero()) {
            long[] earliest = {Long.MAX_VALUE};
            each(
                    workDir,
                    files,
                    (label, start, elapsed, outcome, transaction) -> earliest[0] = Math.min(earliest[0], start));
            from = earliest[0] + ignoreFirst.toMillis();
        }
        LoadTally tally = new LoadTally(from, wanted);
        each(workDir, files, tally);
        return tally.results();
    }

    private static void each(Path workDir, Collection<Path> files, LoadSample taker) throws UnreadableReport {
        for (Path file : files) {
            try {
                ResultsFile.read(file, taker);
            } catch (UnreadableReport e) {
                throw new UnreadableReport(WorkspacePath.text(workDir, file) + " cannot be read: " + e.getMessage());
            }
        }
    }
}
