package io.jenkins.plugins.delivery.engine.history;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.ledger.LedgerEntry;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import io.jenkins.plugins.delivery.engine.yaml.YamlEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands commits without trailers: which service in which environment got another version. Where the values stand is known from
 * the trailers of promotions, and from the file template.
 */
final class HandEdits {

    /** A commit that touches more files is a move or a reformatting. */
    private static final int MOST_FILES = 100;

    /** So many places are remembered; a repository with more services and environments has a template. */
    private static final int MOST_PLACES = 20_000;

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    /** A value that tells a version. */
    private record Place(String service, String environment, String path) {}

    private final Optional<Pattern> template;
    private final String path;
    private final Map<String, Set<Place>> places = new HashMap<>();
    private int known;

    /**
     * @param file template with env and service, or null
     * @param path of the value in such a file, or null
     */
    HandEdits(String file, String path) {
        this.template = file == null || path == null || !file.contains("${env}") || !file.contains("${service}")
                ? Optional.empty()
                : Optional.of(pattern(file));
        this.path = path;
    }

    private static Pattern pattern(String file) {
        StringBuilder pattern = new StringBuilder();
        Set<String> named = new LinkedHashSet<>();
        Matcher variable = VARIABLE.matcher(file);
        int end = 0;
        while (variable.find()) {
            pattern.append(Pattern.quote(file.substring(end, variable.start())));
            String name = variable.group(1);
            boolean wanted = name.equals("env") || name.equals("service");
            if (!wanted) {
                pattern.append("[^/]+");
            } else {
                pattern.append(named.add(name) ? "(?<" + name + ">" + NAME + ")" : "\\k<" + name + ">");
            }
            end = variable.end();
        }
        return Pattern.compile(pattern + Pattern.quote(file.substring(end)));
    }

    /** Remembers where a promotion set its value. */
    void learn(LedgerEntry entry) {
        String file = entry.get(Trailers.FILE);
        String first = entry.get(Trailers.SET);
        if (file != null && first != null && known < MOST_PLACES) {
            Place place = new Place(entry.service(), entry.environment(), first);
            known += places.computeIfAbsent(file, key -> new LinkedHashSet<>()).add(place) ? 1 : 0;
        }
    }

    /** What a commit without trailers did; empty when it touched no version. */
    List<LedgerEntry> in(LoggedCommit commit) {
        List<LedgerEntry> entries = new ArrayList<>();
        if (commit.merges()) {
            return entries;
        }
        String reverted = LedgerEntry.reverted(commit.message());
        for (String file : commit.files(MOST_FILES)) {
            for (Place place : places(file)) {
                change(commit, file, place, reverted).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private Set<Place> places(String file) {
        Set<Place> found = new LinkedHashSet<>(places.getOrDefault(file, Set.of()));
        if (found.isEmpty()) {
            template.map(pattern -> pattern.matcher(file))
                    .filter(Matcher::matches)
                    .ifPresent(match -> found.add(new Place(match.group("service"), match.group("env"), path)));
        }
        return found;
    }

    private static Optional<LedgerEntry> change(LoggedCommit commit, String file, Place place, String reverted) {
        Optional<String> before = commit.before(file).flatMap(text -> value(file, text, place.path()));
        Optional<String> after = commit.after(file).flatMap(text -> value(file, text, place.path()));
        if (after.isEmpty() || after.equals(before)) {
            return Optional.empty();
        }
        LedgerAction action = reverted == null ? LedgerAction.PROMOTE : LedgerAction.ROLLBACK;
        return Optional.of(LedgerEntry.of(action, place.service(), place.environment())
                .with(Trailers.VERSION, after.get())
                .with(Trailers.FROM, before.orElse(null))
                .with(Trailers.RESTORES, reverted)
                .with(Trailers.FILE, file));
    }

    /** A file that cannot be read as YAML, as people break it at times, tells no version. */
    private static Optional<String> value(String file, String text, String path) {
        try {
            return YamlEdit.of(file, text).find(path).filter(value -> !value.isBlank());
        } catch (TerminalException | InvalidInputException e) {
            return Optional.empty();
        }
    }
}
