package io.jenkins.plugins.delivery.testbed.ecr;

/**
 * A vulnerability that a scan reports.
 *
 * @param id the vulnerability, such as CVE-2026-0001
 * @param severity how bad it is
 * @param packageName the package that has it
 * @param packageVersion the installed version of the package
 * @param fixedIn the first version without it; empty when there is no fix
 * @param status of enhanced findings: ACTIVE, SUPPRESSED or CLOSED (Amazon Inspector API, Finding)
 */
public record Finding(
        String id, Severity severity, String packageName, String packageVersion, String fixedIn, String status) {

    /** A finding without a fix. */
    public static Finding of(String id, Severity severity, String packageName) {
        return new Finding(id, severity, packageName, "1.0.0", "", "ACTIVE");
    }

    /** The same finding with a fix. */
    public Finding fixedIn(String version) {
        return new Finding(id, severity, packageName, packageVersion, version, status);
    }

    /** The same finding in another state. */
    public Finding status(String other) {
        return new Finding(id, severity, packageName, packageVersion, fixedIn, other);
    }

    /** The same finding in another version of the package. */
    public Finding version(String other) {
        return new Finding(id, severity, packageName, other, fixedIn, status);
    }
}
