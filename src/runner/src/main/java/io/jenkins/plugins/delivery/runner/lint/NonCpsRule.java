package io.jenkins.plugins.delivery.runner.lint;

import java.util.function.Consumer;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Steps called in a method that Jenkins runs in one piece: such a call ends the method in the middle, without an error. */
final class NonCpsRule implements LintRule {

    @Override
    public void check(LintedScript script, Consumer<Problem> report) {
        script.methods().stream().filter(LintedScript::nonCps).forEach(method -> check(script, method, report));
    }

    private static void check(LintedScript script, MethodNode method, Consumer<Problem> report) {
        LintedScript.visit(method, new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (script.callsStep(call)) {
                    report.accept(
                            new Problem(
                                    call.getLineNumber(),
                                    "the method " + method.getName() + " is @NonCPS and calls the step "
                                            + call.getMethodAsString()
                                            + "; Jenkins would leave the method there. Compute in @NonCPS, call steps outside."));
                }
                super.visitMethodCallExpression(call);
            }
        });
    }
}
