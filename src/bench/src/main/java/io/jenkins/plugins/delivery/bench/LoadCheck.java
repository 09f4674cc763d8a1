package io.jenkins.plugins.delivery.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what was told of every promotion with what the server has: nothing lost, nothing doubled, and the last version wins. */
final class LoadCheck {

    private final Path repository;
    private final LoadLayout layout;

    LoadCheck(Path repository, LoadLayout layout) {
        this.repository = repository;
        this.layout = layout;
    }

    /**
     * @param complete whether the newest build of each service has to be there
     * @throws IllegalStateException that names everything that is wrong
     */
    void check(List<LoadShare.Told> told, boolean complete) throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        List<String> subjects = Tool.run(repository, "git", "log", "--reverse", "--format=%s", "main")
                .lines()
                .filter(subject -> subject.startsWith("promote "))
                .toList();
        long oneLine = Tool.run(repository, "git", "log", "--format=", "--numstat", "main")
                .lines()
                .filter(line -> line.startsWith("1\t1\t"))
                .count();
        if (oneLine != subjects.size()) {
            wrong.add(subjects.size() + " promotions, of which " + oneLine + " changed exactly one line");
        }
        Map<Integer, Integer> newest = new TreeMap<>();
        for (LoadShare.Told one : told) {
            LoadShare.Promotion promotion = one.promotion();
            newest.merge(promotion.service(), promotion.build(), Math::max);
            long commits = subjects.stream()
                    .filter(LoadLayout.subject(promotion)::equals)
                    .count();
            if (commits != (one.state().equals("pushed") ? 1 : 0)) {
                wrong.add(promotion + " was told to be " + one.state() + " and has " + commits + " commits");
            }
        }
        for (Map.Entry<Integer, Integer> service : newest.entrySet()) {
            List<Integer> order = builds(subjects, service.getKey(), service.getValue());
            if (!order.equals(order.stream().sorted().toList())) {
                wrong.add("an older build overtook a newer one: " + LoadLayout.service(service.getKey()) + " " + order);
            }
            int last = order.isEmpty() ? -1 : order.get(order.size() - 1);
            if (complete && last != service.getValue()) {
                wrong.add(LoadLayout.service(service.getKey()) + " is at build " + last + " of " + service.getValue());
            }
            String line = layout.line(service.getKey(), last < 0 ? LoadLayout.OLD : LoadLayout.version(last));
            if (!Tool.run(repository, "git", "show", "main:" + layout.file(service.getKey()))
                    .contains(line)) {
                wrong.add("the file does not say '" + line.strip() + "' of " + LoadLayout.service(service.getKey()));
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("The server does not have what was told: " + String.join("; ", wrong));
        }
    }

    /** The builds of a service in the order of their commits. */
    private static List<Integer> builds(List<String> subjects, int service, int newest) {
        List<Integer> builds = new ArrayList<>();
        for (String subject : subjects) {
            for (int build = 0; build <= newest; build++) {
                if (subject.equals(LoadLayout.subject(new LoadShare.Promotion(service, build)))) {
                    builds.add(build);
                }
            }
        }
        return builds;
    }
}
