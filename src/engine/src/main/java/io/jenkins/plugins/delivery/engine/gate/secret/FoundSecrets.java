package io.jenkins.plugins.delivery.engine.gate.secret;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Joins what the two scans found: a secret of one file is one finding, in however many commits it stands. */
final class FoundSecrets {

    private final List<GitleaksReport.Entry> history;
    private final List<GitleaksReport.Entry> tree;

    /** @param history newest commit first, as gitleaks tells it */
    FoundSecrets(List<GitleaksReport.Entry> history, List<GitleaksReport.Entry> tree) {
        this.history = history;
        this.tree = tree;
    }

    private record Key(String rule, String file, String secret) {
        static Key of(GitleaksReport.Entry entry) {
            return new Key(entry.finding().rule(), entry.finding().place().file(), entry.secret());
        }
    }

    /**
     * Those of the change first. What stands in the tree too has the line that people see, and the commit that brought it in.
     */
    List<SecretFinding> joined() {
        Map<Key, SecretFinding> now = new LinkedHashMap<>();
        tree.forEach(entry -> now.putIfAbsent(Key.of(entry), entry.finding()));
        List<GitleaksReport.Entry> oldestFirst = new ArrayList<>(history);
        Collections.reverse(oldestFirst);
        Map<Key, SecretFinding> all = new LinkedHashMap<>();
        for (GitleaksReport.Entry entry : oldestFirst) {
            SecretFinding there = now.get(Key.of(entry));
            SecretFinding.Place place = entry.finding().place();
            all.putIfAbsent(
                    Key.of(entry),
                    there == null
                            ? entry.finding()
                            : there.in(new SecretFinding.Place(
                                    place.file(), there.place().line(), place.commit())));
        }
        now.forEach(all::putIfAbsent);
        return List.copyOf(all.values());
    }
}
