package io.jenkins.plugins.delivery.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Repositories of real size, made by {@code git fast-import}: a main line into which every tenth commit merges a short branch, with
 * annotated release tags on it. Names and dates are fixed, so that a kind is the same on every machine.
 */
enum SyntheticHistory {
    /** Many releases, the last one of them forty commits ago. */
    NEAR(900, 40, 0),
    /** So many releases that reading the tags is the work. */
    WIDE(10_000, 40, 0),
    /** One release, half of the history ago. */
    FAR(1, 20_000, 0),
    /** A maintenance branch: four hundred higher releases that it does not contain. */
    MAINT(900, 40, 400);

    private static final int COMMITS = 40_000;
    private static final int MERGE_EVERY = 10;
    private static final int FILES = 500;

    /** What commits are made on; it goes away, so that only tags hold what main does not contain. */
    private static final String ALL = "refs/heads/all";

    private final int tags;
    private final int since;
    private final int notContained;

    SyntheticHistory(int tags, int since, int notContained) {
        this.tags = tags;
        this.since = since;
        this.notContained = notContained;
    }

    /** The kind by its name in lower case, as benchmarks are given it. */
    static SyntheticHistory named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /**
     * Creates a bare repository as a server has it, packed, whose branch {@code main} is what is built.
     *
     * @param graph whether it has a commit-graph, which Git writes when it tidies up
     */
    Path create(Path directory, boolean graph) throws IOException, InterruptedException {
        Tool.run(directory.getParent(), "git", "init", "-q", "--bare", "-b", "main", directory.toString());
        Path log = Files.createTempFile("fast-import", ".log");
        Process imports = new ProcessBuilder("git", "fast-import", "--quiet")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (OutputStream out = new BufferedOutputStream(imports.getOutputStream())) {
            write(out);
        }
        if (imports.waitFor() != 0) {
            throw new IOException("git fast-import failed: " + Files.readString(log));
        }
        Files.delete(log);
        Tool.run(directory, "git", "update-ref", "-d", ALL);
        Tool.run(directory, "git", "pack-refs", "--all");
        Tool.run(directory, "git", "repack", "-q", "-a", "-d");
        if (graph) {
            Tool.run(directory, "git", "commit-graph", "write", "--reachable");
        }
        return directory;
    }

    private void write(OutputStream out) throws IOException {
        int last = COMMITS - since;
        int tagged = 0;
        int main = 0;
        int built = 0;
        for (int number = 1; number <= COMMITS; number++) {
            if (number > MERGE_EVERY && number % MERGE_EVERY == 0) {
                // The branch began a few commits ago on main and has one commit of its own.
                commit(out, number, "feat: topic " + number, number - MERGE_EVERY / 2, 0);
                number++;
                commit(out, number, "Merge branch 'topic" + number + "'", main, number - 1);
            } else {
                String type = number % 3 == 0 ? "feat: " : number % 3 == 1 ? "fix: " : "";
                commit(out, number, type + "change number " + number, main, 0);
            }
            main = number;
            while (tagged < tags && number >= (long) last * (tagged + 1) / tags) {
                tag(out, tagged++, number);
            }
            built = tagged <= tags - notContained ? number : built;
        }
        print(out, "reset refs/heads/main\nfrom :" + built + "\n\n");
    }

    private static void commit(OutputStream out, int number, String subject, int parent, int merged)
            throws IOException {
        String message = subject + "\n\nWhy that was done, in a sentence or two as people write them.\n";
        String content = "line " + number + "\n";
        print(
                out,
                "commit " + ALL + "\nmark :" + number + "\ncommitter Ada <ada@example.org> "
                        + time(number) + " +0000\ndata " + message.length() + "\n" + message + "\n"
                        + (parent == 0 ? "" : "from :" + parent + "\n")
                        + (merged == 0 ? "" : "merge :" + merged + "\n")
                        + "M 100644 inline src/folder" + number % 20 + "/file" + number % FILES + ".txt\ndata "
                        + content.length() + "\n" + content + "\n");
    }

    private static void tag(OutputStream out, int index, int number) throws IOException {
        String version = "1." + index + ".0";
        print(
                out,
                "tag v" + version + "\nfrom :" + number + "\ntagger Ada <ada@example.org> " + time(number)
                        + " +0000\ndata " + version.length() + "\n" + version + "\n");
    }

    private static long time(int number) {
        return 1_600_000_000L + number * 600L;
    }

    private static void print(OutputStream out, String command) throws IOException {
        out.write(command.getBytes(StandardCharsets.US_ASCII));
    }
}
