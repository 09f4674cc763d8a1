package io.jenkins.plugins.delivery.engine.scan;

/**
 * The package of an image that has a vulnerability.
 *
 * @param name of the package; empty when the scanner does not say
 * @param version in the image; empty when the scanner does not say
 * @param fixedIn first version without the vulnerability; empty when there is none or the scanner does not say
 * @param fix whether there is a version without it
 * @param path of the file in the image that the package was found in; empty when the scanner does not say
 */
public record AffectedPackage(String name, String version, String fixedIn, Fix fix, String path) {

    /** Nothing is known about the package. */
    public static final AffectedPackage UNKNOWN = new AffectedPackage("", "", "", Fix.UNKNOWN, "");

    private static final int LONGEST = 300;

    /** Whether the package can be updated to get rid of a vulnerability. */
    public enum Fix {
        AVAILABLE,
        NONE,
        /** The scanner does not say: basic scanning often does not. */
        UNKNOWN
    }

    public AffectedPackage {
        name = OneLine.of(name, LONGEST);
        version = OneLine.of(version, LONGEST);
        fixedIn = OneLine.of(fixedIn, LONGEST);
        path = OneLine.of(path, LONGEST);
    }
}
