package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.Defaults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each type of a conventional commit asks for. A team's own choices are laid over those under {@code semverTag.types} in
 * {@code defaults.yaml}; a type that neither names asks for nothing (item 14 of the specification). A key with a scope, as in
 * {@code build(deps)}, goes before its type alone. A breaking change is a major one whatever its type (SemVer item 8), so there is
 * no key for it.
 */
final class CommitTypes {

    /** Name of the map among the defaults. */
    static final String DEFAULTS = "semverTag.types";

    private static final Pattern KEY = Pattern.compile(
            "(?<type>" + ConventionalCommit.TYPE + ")(?:\\((?<scope>" + ConventionalCommit.SCOPE + ")\\))?");

    private final Map<String, Bump> bumps;

    private CommitTypes(Map<String, Bump> bumps) {
        this.bumps = bumps;
    }

    /** The default types alone. */
    static CommitTypes standard() {
        return of(Map.of());
    }

    /** @param own the team's choices, without {@link #problems} */
    static CommitTypes of(Map<String, ?> own) {
        Map<String, Bump> bumps = new HashMap<>();
        Defaults.ofStep(DEFAULTS)
                .forEach((type, bump) -> bumps.put(key(type), bump(bump).orElseThrow()));
        own.forEach((type, bump) -> bumps.put(key(type), bump(bump).orElseThrow()));
        return new CommitTypes(bumps);
    }

    /** What is wrong with a team's choices, each as a clause; empty for none. */
    static List<String> problems(Map<String, ?> own) {
        List<String> problems = new ArrayList<>();
        own.forEach((type, bump) -> {
            if (!KEY.matcher(type).matches()) {
                problems.add("types: '" + type + "' is not a type of commit such as docs or build(deps)");
            }
            if (bump(bump).isEmpty()) {
                problems.add("types: '" + type + "' raises '" + bump + "', which is not one of "
                        + String.join(", ", choices()));
            }
        });
        return problems;
    }

    /** Whether a team or the defaults name the type; {@code Draft: …} and {@code WIP: …} only look like conventional commits. */
    boolean know(String type) {
        return bumps.keySet().stream().anyMatch(key -> key.equals(type) || key.startsWith(type + "("));
    }

    /** What the type asks for; case does not matter (item 15). */
    Bump of(String type, String scope) {
        Bump ofType = bumps.getOrDefault(lower(type), Bump.NONE);
        return scope.isEmpty() ? ofType : bumps.getOrDefault(lower(type + "(" + scope + ")"), ofType);
    }

    private static List<String> choices() {
        return Arrays.stream(Bump.values()).map(Bump::text).toList();
    }

    private static Optional<Bump> bump(Object text) {
        return Arrays.stream(Bump.values())
                .filter(bump -> bump.text().equals(lower(String.valueOf(text).strip())))
                .findFirst();
    }

    private static String key(String text) {
        Matcher match = KEY.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a type of commit");
        }
        String scope = match.group("scope");
        return lower(match.group("type") + (scope == null ? "" : "(" + scope.strip() + ")"));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
