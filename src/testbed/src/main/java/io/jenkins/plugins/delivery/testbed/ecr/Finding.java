package io.jenkins.plugins.delivery.testbed.ecr;

/**
 * A vulnerability that a scan reports.
 *
 * @param id the vulnerability, such as CVE-2026-0001
 * @param severity how bad it is
 * @param packageName the package that has it
 * @param packageVersion the installed version of the package
 * @param fixedIn the first version without it; empty when there is no fix
 */
public record Finding(String id, Severity severity, String packageName, String packageVersion, String fixedIn) {

    /** A finding without a fix. */
    public static Finding of(String id, Severity severity, String packageName) {
        return new Finding(id, severity, packageName, "1.0.0", "");
    }

    /** The same finding with a fix. */
    public Finding fixedIn(String version) {
        return new Finding(id, severity, packageName, packageVersion, version);
    }
}
