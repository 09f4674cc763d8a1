package io.jenkins.plugins.delivery.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What teams do today, with the git command line: each replays how some product or script tries again, not that product itself. Every
 * promotion is a thread with a shallow clone of its own.
 */
enum LoadStrategy {
    /** One lock around clone, edit and push, as a Jenkins lock step or a mutex for each repository does it. */
    LOCK {
        private final ReentrantLock lock = new ReentrantLock(true);

        @Override
        boolean promote(Clone clone, Instant end) throws IOException, InterruptedException {
            lock.lockInterruptibly();
            try {
                clone.make();
                clone.commit();
                return clone.push();
            } finally {
                lock.unlock();
            }
        }
    },
    /** Fetch, edit and push again until it is taken, with up to a second between. */
    UNLIMITED {
        @Override
        boolean promote(Clone clone, Instant end) throws IOException, InterruptedException {
            clone.make();
            clone.commit();
            while (!clone.push()) {
                Thread.sleep(ThreadLocalRandom.current().nextLong(1000));
                if (Instant.now().isAfter(end)) {
                    return false;
                }
                clone.fetchAgain();
                clone.commit();
            }
            return true;
        }
    },
    /** Five tries, pull with rebase, half a second between. */
    FIVE_TRIES {
        @Override
        boolean promote(Clone clone, Instant end) throws IOException, InterruptedException {
            clone.make();
            clone.commit();
            for (int attempt = 1; !clone.push(); attempt++) {
                if (attempt == 5 || !clone.rebase()) {
                    return false;
                }
                Thread.sleep(Duration.ofMillis(500).toMillis());
            }
            return true;
        }
    };

    /** @return whether the promotion arrived before the end */
    abstract boolean promote(Clone clone, Instant end) throws IOException, InterruptedException;

    /** The work of one promotion. */
    record Clone(String url, Path directory, LoadLayout layout, int service) {

        void make() throws IOException, InterruptedException {
            Tool.run(directory.getParent(), "git", "clone", "-q", "--depth", "1", url, directory.toString());
        }

        void commit() throws IOException, InterruptedException {
            Path file = directory.resolve(layout.file(service));
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace(layout.line(service, LoadLayout.OLD), layout.line(service, LoadLayout.NEW)));
            git("-c", "user.name=bench", "-c", "user.email=bench@example.org", "commit", "-q", "-am", message());
        }

        private String message() {
            return LoadLayout.subject(new LoadShare.Promotion(service, 0));
        }

        boolean push() throws IOException, InterruptedException {
            return succeeds("push", "-q", "origin", "HEAD:main");
        }

        void fetchAgain() throws IOException, InterruptedException {
            git("fetch", "-q", "--depth", "1", "origin", "main");
            git("reset", "-q", "--hard", "FETCH_HEAD");
        }

        boolean rebase() throws IOException, InterruptedException {
            return succeeds(
                    "-c",
                    "user.name=bench",
                    "-c",
                    "user.email=bench@example.org",
                    "pull",
                    "-q",
                    "--rebase",
                    "origin",
                    "main");
        }

        private void git(String... arguments) throws IOException, InterruptedException {
            Tool.run(directory, command(arguments));
        }

        private boolean succeeds(String... arguments) throws InterruptedException {
            try {
                git(arguments);
                return true;
            } catch (IOException e) {
                // A refused push and a conflict are what is measured here.
                return false;
            }
        }

        private static String[] command(String... arguments) {
            String[] command = new String[arguments.length + 1];
            command[0] = "git";
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            return command;
        }
    }
}
