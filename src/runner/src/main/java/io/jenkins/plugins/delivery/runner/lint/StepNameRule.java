package io.jenkins.plugins.delivery.runner.lint;

import io.jenkins.plugins.delivery.engine.NearestName;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.util.Optional;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** Steps and named arguments that do not exist, with the nearest that does. */
final class StepNameRule implements LintRule {

    /** Whether another library may define names that nobody knows here. */
    private final boolean otherLibraries;

    StepNameRule(boolean otherLibraries) {
        this.otherLibraries = otherLibraries;
    }

    @Override
    public void check(LintedScript script, Consumer<Problem> report) {
        script.visitAll(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                String name = call.getMethodAsString();
                if (call.isImplicitThis() && name != null && !script.defines(name)) {
                    checkCall(script, call, name, report);
                }
                super.visitMethodCallExpression(call);
            }
        });
    }

    private void checkCall(LintedScript script, MethodCallExpression call, String name, Consumer<Problem> report) {
        if (!script.known().known(name)) {
            Optional<String> near = NearestName.of(name, script.known().all());
            if (near.isPresent() || !otherLibraries) {
                report.accept(new Problem(
                        call.getLineNumber(),
                        "there is no step '" + name + "'"
                                + near.map(other -> "; did you mean '" + other + "'?")
                                        .orElse(". Is a library missing (@Library, or --library DIR here)?")));
            }
            return;
        }
        script.known()
                .step(name)
                .filter(spec -> !spec.takesAny())
                .ifPresent(spec -> checkArguments(spec, call.getArguments(), report));
    }

    private static void checkArguments(StepSpec spec, Expression arguments, Consumer<Problem> report) {
        if (!(arguments instanceof TupleExpression tuple)) {
            return;
        }
        for (Expression argument : tuple.getExpressions()) {
            if (argument instanceof MapExpression map && named(map)) {
                for (MapEntryExpression entry : map.getMapEntryExpressions()) {
                    String key = entry.getKeyExpression().getText();
                    if (!spec.parameters().contains(key)) {
                        report.accept(new Problem(
                                entry.getLineNumber(),
                                spec.name() + ": the argument " + NearestName.unknownKey("", key, spec.parameters())));
                    }
                }
            }
        }
    }

    /** {@code [$class: …]} is one object, and a computed key cannot be judged. */
    private static boolean named(MapExpression map) {
        return map.getMapEntryExpressions().stream()
                .map(entry -> entry.getKeyExpression())
                .allMatch(key -> key instanceof org.codehaus.groovy.ast.expr.ConstantExpression constant
                        && !"$class".equals(constant.getValue()));
    }
}
