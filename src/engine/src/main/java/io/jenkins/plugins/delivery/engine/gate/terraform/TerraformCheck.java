package io.jenkins.plugins.delivery.engine.gate.terraform;

import java.util.Locale;

/** What is asked of the code. */
public enum TerraformCheck {
    /** It is written as {@code terraform fmt} writes it. */
    FMT,
    /** It makes sense to Terraform. */
    VALIDATE,
    /** TFLint has nothing against it. */
    TFLINT,
    /** Checkov finds nothing unsafe in it. */
    CHECKOV,
    /** What it would change may be changed. */
    PLAN;

    /** As parameters and results show it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
