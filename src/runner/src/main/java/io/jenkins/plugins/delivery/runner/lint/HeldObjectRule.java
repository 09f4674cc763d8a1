package io.jenkins.plugins.delivery.runner.lint;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * Variables that hold what cannot be saved (matchers, iterators, views of maps) while a step runs: Jenkins saves the program at
 * each step and fails with NotSerializableException.
 */
final class HeldObjectRule implements LintRule {

    private static final Set<String> MAKERS =
            Set.of("matcher", "iterator", "listIterator", "entrySet", "keySet", "values", "stream");

    @Override
    public void check(LintedScript script, Consumer<Problem> report) {
        script.visitCps(new CodeVisitorSupport() {
            @Override
            public void visitBlockStatement(BlockStatement block) {
                checkBlock(script, block.getStatements(), report);
                super.visitBlockStatement(block);
            }
        });
    }

    private static void checkBlock(LintedScript script, List<Statement> statements, Consumer<Problem> report) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof ExpressionStatement statement
                    && statement.getExpression() instanceof DeclarationExpression declaration
                    && unsaveable(declaration.getRightExpression())
                    && statements.subList(i + 1, statements.size()).stream()
                            .anyMatch(later -> callsStep(script, later))) {
                report.accept(new Problem(
                        declaration.getLineNumber(),
                        "the variable " + declaration.getLeftExpression().getText() + " holds "
                                + what(declaration.getRightExpression())
                                + " while a later step runs, and Jenkins cannot save that. Take the text or a list out of it at once"
                                + " (as List, a [0][1] of a match), or work in a method marked @NonCPS."));
            }
        }
    }

    private static boolean unsaveable(Expression value) {
        return matcher(value)
                || value instanceof MethodCallExpression call
                        && !call.isImplicitThis()
                        && MAKERS.contains(String.valueOf(call.getMethodAsString()))
                || parsedJson(value);
    }

    private static boolean matcher(Expression value) {
        return value instanceof BinaryExpression binary
                && binary.getOperation().getText().equals("=~");
    }

    /** {@code new JsonSlurper().parseText(…)} gives a LazyMap; JsonSlurperClassic gives plain maps. */
    private static boolean parsedJson(Expression value) {
        return value instanceof MethodCallExpression call
                && call.getObjectExpression() instanceof ConstructorCallExpression made
                && made.getType().getNameWithoutPackage().equals("JsonSlurper");
    }

    private static String what(Expression value) {
        if (matcher(value)) {
            return "a Matcher";
        }
        return parsedJson(value) ? "a LazyMap of JsonSlurper" : "the result of " + method(value) + "()";
    }

    private static String method(Expression value) {
        return ((MethodCallExpression) value).getMethodAsString();
    }

    private static boolean callsStep(LintedScript script, Statement statement) {
        AtomicBoolean found = new AtomicBoolean();
        statement.visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (script.callsStep(call)) {
                    found.set(true);
                }
                super.visitMethodCallExpression(call);
            }
        });
        return found.get();
    }
}
