package io.jenkins.plugins.delivery.runner.lint;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * Secrets and texts from outside that Groovy writes into the source of a shell script: the secret gets into the log and the process
 * list, and a branch name becomes a command.
 */
final class InterpolationRule implements LintRule {

    private static final Set<String> SHELLS = Set.of("sh", "bat", "powershell", "pwsh");

    private static final Set<String> SECRET_PARAMETERS =
            Set.of("passwordVariable", "variable", "keyFileVariable", "passphraseVariable", "usernameVariable");

    private static final Set<String> FROM_OUTSIDE = Set.of(
            "BRANCH_NAME",
            "GIT_BRANCH",
            "CHANGE_BRANCH",
            "CHANGE_TARGET",
            "CHANGE_TITLE",
            "CHANGE_AUTHOR",
            "CHANGE_AUTHOR_DISPLAY_NAME",
            "CHANGE_AUTHOR_EMAIL",
            "CHANGE_FORK",
            "TAG_NAME");

    @Override
    public void check(LintedScript script, Consumer<Problem> report) {
        Set<String> secrets = new HashSet<>();
        script.visitAll(new CodeVisitorSupport() {
            @Override
            public void visitMapEntryExpression(MapEntryExpression entry) {
                if (SECRET_PARAMETERS.contains(entry.getKeyExpression().getText())
                        && entry.getValueExpression() instanceof ConstantExpression name) {
                    secrets.add(name.getText());
                }
                super.visitMapEntryExpression(entry);
            }
        });
        script.visitAll(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                if (SHELLS.contains(String.valueOf(call.getMethodAsString()))) {
                    call.getArguments().visit(new Texts(call.getMethodAsString(), secrets, report));
                }
                super.visitMethodCallExpression(call);
            }
        });
    }

    private static final class Texts extends CodeVisitorSupport {

        private final String shell;
        private final Set<String> secrets;
        private final Consumer<Problem> report;

        Texts(String shell, Set<String> secrets, Consumer<Problem> report) {
            this.shell = shell;
            this.secrets = secrets;
            this.report = report;
        }

        @Override
        public void visitGStringExpression(GStringExpression text) {
            for (Expression value : text.getValues()) {
                String name = name(value);
                String instead = "Write '…$" + name + "…' in single quotes, so that the shell reads the variable.";
                if (secrets.contains(name)) {
                    report.accept(new Problem(
                            text.getLineNumber(),
                            shell + " gets the credential " + name + " written into its script by Groovy. " + instead));
                } else if (FROM_OUTSIDE.contains(name)) {
                    report.accept(new Problem(
                            text.getLineNumber(),
                            shell + " gets " + name
                                    + " written into its script by Groovy, and whoever names a branch or change"
                                    + " could run commands with it. " + instead));
                }
            }
            super.visitGStringExpression(text);
        }

        /** The variable behind {@code $NAME}, {@code ${env.NAME}}, {@code ${NAME}}. */
        private static String name(Expression value) {
            if (value instanceof PropertyExpression property
                    && property.getObjectExpression() instanceof VariableExpression object
                    && object.getName().equals("env")) {
                return property.getPropertyAsString();
            }
            return value instanceof VariableExpression variable ? variable.getName() : "";
        }
    }
}
