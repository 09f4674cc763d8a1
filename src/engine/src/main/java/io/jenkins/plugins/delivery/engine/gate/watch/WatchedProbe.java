package io.jenkins.plugins.delivery.engine.gate.watch;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.gate.UrlCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The map {@code probe}: a URL check, and limits. */
final class WatchedProbe {

    private WatchedProbe() {}

    /**
     * Binds what of the map is no limit.
     *
     * @return empty when there is nothing but limits
     * @throws InvalidInputException with every problem
     */
    static Optional<UrlCheck> bind(Map<String, Object> map) {
        Map<String, Object> own = new LinkedHashMap<>(map);
        own.keySet().removeAll(Limits.KEYS);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>();
        UrlCheck check = UrlCheck.bind("", own, problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(
                    "The probe",
                    problems.stream().map(p -> p.replaceFirst("^\\.", "")).toList());
        }
        return Optional.of(check);
    }
}
