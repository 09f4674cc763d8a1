package io.jenkins.plugins.delivery.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository with a long linear history and a release tag every few hundred commits, made by {@code git fast-import}. */
final class SyntheticHistory {

    private static final int COMMITS_A_RELEASE = 250;

    private SyntheticHistory() {}

    /** Creates the repository and a remote for it beside it; the last release is half a release's worth of commits old. */
    static Path create(Path parent, int commits) throws IOException, InterruptedException {
        Path origin = parent.resolve("origin.git");
        Tool.run(parent, "git", "init", "-q", "--bare", "-b", "main", origin.toString());
        Process imports = new ProcessBuilder("git", "fast-import", "--quiet")
                .directory(origin.toFile())
                .redirectErrorStream(true)
                .redirectOutput(parent.resolve("fast-import.log").toFile())
                .start();
        try (OutputStream out = imports.getOutputStream()) {
            for (int i = 1; i <= commits; i++) {
                out.write(commit(i).getBytes(StandardCharsets.UTF_8));
            }
        }
        if (imports.waitFor() != 0) {
            throw new IOException("git fast-import failed: " + Files.readString(parent.resolve("fast-import.log")));
        }
        Path clone = parent.resolve("clone");
        Tool.run(parent, "git", "clone", "-q", origin.toString(), clone.toString());
        return clone;
    }

    private static String commit(int number) {
        long time = 1_600_000_000L + number * 600L;
        String message = (number % 7 == 0 ? "feat: " : "fix: ") + "change number " + number;
        String content = "line " + number + "\n";
        String commit = "commit refs/heads/main\nmark :" + number + "\ncommitter Ada <ada@example.org> " + time
                + " +0000\n"
                + "data " + message.length() + "\n" + message + "\n"
                + (number == 1 ? "" : "from :" + (number - 1) + "\n")
                + "M 100644 inline src/file" + number % 500 + ".txt\ndata " + content.length() + "\n" + content + "\n";
        boolean release = number % COMMITS_A_RELEASE == COMMITS_A_RELEASE / 2;
        String version = "1." + number / COMMITS_A_RELEASE + ".0";
        return release
                ? commit + "tag v" + version + "\nfrom :" + number + "\ntagger Ada <ada@example.org> " + time
                        + " +0000\ndata " + version.length() + "\n" + version + "\n"
                : commit;
    }
}
