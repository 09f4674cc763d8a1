package io.jenkins.plugins.delivery.engine.gate.terraform;

/** How far {@code terraformChecks} goes. */
public enum TerraformAction {
    /** Reads the code; needs no access to what it describes. */
    CHECK,
    /** Reads the code and says what it would change; needs the state and the right to read. */
    PLAN,
    /** Does what was planned and reviewed, and nothing else. */
    APPLY
}
