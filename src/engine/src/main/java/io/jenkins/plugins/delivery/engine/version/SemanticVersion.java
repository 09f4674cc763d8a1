package io.jenkins.plugins.delivery.engine.version;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A version of Semantic Versioning 2.0.0 (semver.org). Numbers have no upper bound, as the specification sets none.
 *
 * <p>The natural order is precedence (items 10 and 11); versions of equal precedence follow the order of their build metadata as
 * text, so that the order agrees with equality.
 *
 * @param preRelease dot-separated identifiers; empty for a release
 * @param build dot-separated build metadata; empty for none
 */
public record SemanticVersion(BigInteger major, BigInteger minor, BigInteger patch, String preRelease, String build)
        implements Comparable<SemanticVersion> {

    private static final Comparator<SemanticVersion> PRECEDENCE = Comparator.comparing(SemanticVersion::major)
            .thenComparing(SemanticVersion::minor)
            .thenComparing(SemanticVersion::patch)
            .thenComparing(SemanticVersion::preRelease, SemanticVersion::comparePreReleases);

    private static final Comparator<SemanticVersion> TOTAL = PRECEDENCE.thenComparing(SemanticVersion::build);

    /** @throws IllegalArgumentException when a part breaks the grammar */
    public SemanticVersion {
        Objects.requireNonNull(preRelease);
        Objects.requireNonNull(build);
        if (major.signum() < 0 || minor.signum() < 0 || patch.signum() < 0) {
            throw new IllegalArgumentException("the numbers of a version are not negative");
        }
        if (!preRelease.isEmpty() && !SemVerGrammar.isPreRelease(preRelease)) {
            throw new IllegalArgumentException("'" + preRelease + "' is not a pre-release of Semantic Versioning");
        }
        if (!build.isEmpty() && !SemVerGrammar.isBuild(build)) {
            throw new IllegalArgumentException("'" + build + "' is not build metadata of Semantic Versioning");
        }
    }

    /** A release. */
    public static SemanticVersion of(long major, long minor, long patch) {
        return new SemanticVersion(
                BigInteger.valueOf(major), BigInteger.valueOf(minor), BigInteger.valueOf(patch), "", "");
    }

    /** @throws IllegalArgumentException with a sentence when the text is no version */
    public static SemanticVersion parse(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text
                        + "' is not a version of Semantic Versioning 2.0.0; write for example 1.4.0 or 1.4.0-rc.1"));
    }

    /** The version that the whole text is; empty when it is none. */
    public static Optional<SemanticVersion> find(String text) {
        int plus = text.indexOf('+');
        String build = plus < 0 ? "" : text.substring(plus + 1);
        String precedence = plus < 0 ? text : text.substring(0, plus);
        int dash = precedence.indexOf('-');
        String preRelease = dash < 0 ? "" : precedence.substring(dash + 1);
        String[] core = (dash < 0 ? precedence : precedence.substring(0, dash)).split("\\.", -1);
        boolean legal = core.length == 3
                && SemVerGrammar.isNumeric(core[0])
                && SemVerGrammar.isNumeric(core[1])
                && SemVerGrammar.isNumeric(core[2])
                && (dash < 0 || SemVerGrammar.isPreRelease(preRelease))
                && (plus < 0 || SemVerGrammar.isBuild(build));
        return legal
                ? Optional.of(new SemanticVersion(
                        new BigInteger(core[0]), new BigInteger(core[1]), new BigInteger(core[2]), preRelease, build))
                : Optional.empty();
    }

    /** Whether this is a release: no pre-release (item 9). */
    public boolean isRelease() {
        return preRelease.isEmpty();
    }

    /** Precedence to the letter: build metadata does not count (item 10). */
    public int comparePrecedence(SemanticVersion other) {
        return PRECEDENCE.compare(this, other);
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return TOTAL.compare(this, other);
    }

    /**
     * The next release: the part rises and the parts to its right become zero (items 6 to 8). Pre-release and build metadata are
     * dropped; {@link Bump#NONE} only drops them.
     */
    public SemanticVersion bump(Bump bump) {
        return switch (bump) {
            case MAJOR -> new SemanticVersion(major.add(BigInteger.ONE), BigInteger.ZERO, BigInteger.ZERO, "", "");
            case MINOR -> new SemanticVersion(major, minor.add(BigInteger.ONE), BigInteger.ZERO, "", "");
            case PATCH -> new SemanticVersion(major, minor, patch.add(BigInteger.ONE), "", "");
            case NONE -> core();
        };
    }

    /** The same numbers without pre-release and build metadata. */
    public SemanticVersion core() {
        return new SemanticVersion(major, minor, patch, "", "");
    }

    /** The same numbers as a pre-release; throws {@link IllegalArgumentException} when it is not one. */
    public SemanticVersion withPreRelease(String identifiers) {
        return new SemanticVersion(major, minor, patch, identifiers, "");
    }

    /** The same version with build metadata. */
    public SemanticVersion withBuild(String identifiers) {
        return new SemanticVersion(major, minor, patch, preRelease, identifiers);
    }

    /**
     * The version as an OCI tag (distribution specification, "Pulling manifests"): a plus sign is not legal there and becomes an
     * underscore, as Helm writes it.
     */
    public String toOciTag() {
        return toString().replace('+', '_');
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + (preRelease.isEmpty() ? "" : "-" + preRelease)
                + (build.isEmpty() ? "" : "+" + build);
    }

    /** Item 11: a release is above its pre-releases; then identifier by identifier, and more identifiers win. */
    private static int comparePreReleases(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        List<String> left = List.of(a.split("\\."));
        List<String> right = List.of(b.split("\\."));
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compareIdentifiers(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compareIdentifiers(String a, String b) {
        boolean numericA = SemVerGrammar.isNumeric(a);
        boolean numericB = SemVerGrammar.isNumeric(b);
        if (numericA && numericB) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        return numericA == numericB ? a.compareTo(b) : numericA ? -1 : 1;
    }
}
