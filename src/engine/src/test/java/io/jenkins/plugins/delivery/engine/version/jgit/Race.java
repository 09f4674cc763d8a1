package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs of semverTag that start at one moment, each in a clone of its own and as a build of its own. */
final class Race {

    /** One run. */
    record Runner(Path workspace, Map<String, Object> arguments) {}

    private Race() {}

    /** Runs them and gives their results in the same order. */
    static List<SemverTagResult> run(List<Runner> runners) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(runners.size());
        try {
            List<Future<SemverTagResult>> running = new ArrayList<>();
            for (int i = 0; i < runners.size(); i++) {
                Runner runner = runners.get(i);
                TaggerFixture tagger = new TaggerFixture().with("BUILD_URL", url(i));
                running.add(threads.submit(() -> {
                    start.await();
                    return tagger.run(runner.workspace(), runner.arguments());
                }));
            }
            start.countDown();
            List<SemverTagResult> results = new ArrayList<>();
            for (Future<SemverTagResult> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The address of the build that the runner at this place is. */
    static String url(int place) {
        return "http://ci.example/job/shop/" + place + "/";
    }
}
