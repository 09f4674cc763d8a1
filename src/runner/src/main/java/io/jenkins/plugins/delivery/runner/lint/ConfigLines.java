package io.jenkins.plugins.delivery.runner.lint;

import io.jenkins.plugins.delivery.runner.host.ScriptAst;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** Finds the line of a setting in the call of {@code deliveryPipeline}. */
final class ConfigLines {

    private static final Pattern PATH = Pattern.compile("^[\\w-]+(\\.[\\w-]+)*");

    private final List<MethodCallExpression> calls = new ArrayList<>();

    ConfigLines(ScriptAst ast, String pipeline) {
        ast.module().getStatementBlock().visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (call.isImplicitThis() && pipeline.equals(call.getMethodAsString())) {
                    calls.add(call);
                }
                super.visitMethodCallExpression(call);
            }
        });
    }

    /** The line of the setting that the problem begins with, or of what is nearest around it. */
    int of(int call, String problem) {
        if (call >= calls.size()) {
            return 1;
        }
        MethodCallExpression found = calls.get(call);
        Matcher path = PATH.matcher(problem);
        int line = found.getLineNumber();
        if (!path.find()) {
            return line;
        }
        Expression at = found.getArguments();
        for (String key : path.group().split("\\.")) {
            MapEntryExpression entry = entry(at, key);
            if (entry == null) {
                return line;
            }
            line = entry.getLineNumber();
            at = entry.getValueExpression();
        }
        return line;
    }

    private static MapEntryExpression entry(Expression within, String key) {
        if (within instanceof TupleExpression tuple) {
            return tuple.getExpressions().stream()
                    .map(item -> entry(item, key))
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        return within instanceof MapExpression map
                ? map.getMapEntryExpressions().stream()
                        .filter(entry -> entry.getKeyExpression().getText().equals(key))
                        .findFirst()
                        .orElse(null)
                : null;
    }
}
