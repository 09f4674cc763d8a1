package io.jenkins.plugins.delivery.testbed.ecr;

/** Severity of a finding, named as the API names it (ECR API Reference, ImageScanFinding). */
public enum Severity {
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL,
    UNDEFINED
}
