package io.jenkins.plugins.delivery.runner.lint;

import java.util.function.Consumer;

/** One kind of problem. */
@FunctionalInterface
interface LintRule {

    void check(LintedScript script, Consumer<Problem> report);
}
