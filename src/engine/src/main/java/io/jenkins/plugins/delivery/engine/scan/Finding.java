package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.scan.AffectedPackage.Fix;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One vulnerability in one package of an image.
 *
 * @param id of the vulnerability, for example {@code CVE-2026-1234}
 * @param severity as the scanner rates it
 * @param affected the package that has it
 * @param link to a description; empty when the scanner gives none
 * @param suppressed whether a suppression rule of Amazon Inspector hides it
 */
public record Finding(String id, Severity severity, AffectedPackage affected, String link, boolean suppressed) {

    /** Worst first; equal severities by id and package, so that every reader sees the same order. */
    public static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::id)
            .thenComparing(finding -> finding.affected().name())
            .thenComparing(Finding::toString);

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_LINK = 1000;

    public Finding {
        id = OneLine.of(id, LONGEST_ID);
        link = OneLine.of(link, LONGEST_LINK);
    }

    /**
     * What makes a finding the same one in another image, where the package may have another version: id and package.
     */
    public String key() {
        return (id + ' ' + affected.name()).toLowerCase(Locale.ROOT);
    }

    /** Whether the link is an address that a browser opens. */
    boolean hasWebLink() {
        try {
            URI uri = new URI(link);
            return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** For result maps; empty fields are left out. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("severity", severity.text());
        putIfKnown(map, "package", affected.name());
        putIfKnown(map, "version", affected.version());
        putIfKnown(map, "fixedIn", affected.fixedIn());
        putIfKnown(map, "path", affected.path());
        putIfKnown(map, "link", link);
        return map;
    }

    private static void putIfKnown(Map<String, Object> map, String key, String value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }

    /** For people: {@code CVE-2026-1234 (critical) in openssl 3.0.1, fixed in 3.0.2, https://…}. */
    @Override
    public String toString() {
        String version = affected.version().isEmpty() ? "" : " " + affected.version();
        return id + " (" + severity.text() + ")"
                + (affected.name().isEmpty() ? "" : " in " + affected.name() + version)
                + (!affected.fixedIn().isEmpty()
                        ? ", fixed in " + affected.fixedIn()
                        : affected.fix() == Fix.NONE ? ", no fix yet" : "")
                + (link.isEmpty() ? "" : ", " + link);
    }
}
