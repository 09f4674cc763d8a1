package io.jenkins.plugins.delivery.engine.scan;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One vulnerability in one package of an image.
 *
 * @param id of the vulnerability, for example {@code CVE-2026-1234}
 * @param severity as the scanner rates it
 * @param packageName that is affected; empty when the scanner does not say
 * @param version of the package in the image; empty when the scanner does not say
 * @param fixedIn first version without it; empty when there is none or the scanner does not say
 * @param fix whether there is a version without it
 * @param link to a description; empty when the scanner gives none
 */
public record Finding(
        String id, Severity severity, String packageName, String version, String fixedIn, Fix fix, String link) {

    /** Whether the package can be updated to get rid of the vulnerability. */
    public enum Fix {
        AVAILABLE,
        NONE,
        /** The scanner does not say: basic scanning often does not. */
        UNKNOWN
    }

    public Finding {
        packageName = packageName == null ? "" : packageName;
        version = version == null ? "" : version;
        fixedIn = fixedIn == null ? "" : fixedIn;
        link = link == null ? "" : link;
    }

    /** For result maps; empty fields are left out. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("severity", severity.text());
        putIfKnown(map, "package", packageName);
        putIfKnown(map, "version", version);
        putIfKnown(map, "fixedIn", fixedIn);
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
        return id + " (" + severity.text() + ")"
                + (packageName.isEmpty() ? "" : " in " + packageName + (version.isEmpty() ? "" : " " + version))
                + (!fixedIn.isEmpty() ? ", fixed in " + fixedIn : fix == Fix.NONE ? ", no fix yet" : "")
                + (link.isEmpty() ? "" : ", " + link);
    }
}
