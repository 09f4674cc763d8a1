package io.jenkins.plugins.delivery.runner.lint;

import java.util.Map;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;

/** Java calls that run on the Jenkins controller although the author means the agent, or that block it. */
final class ControllerApiRule implements LintRule {

    private static final Map<String, String> METHODS = Map.of(
            "Thread.sleep", "blocks the controller and survives no restart. Write sleep(time: 5, unit: 'SECONDS').",
            "System.getenv", "reads the environment of the controller. Write env.NAME.",
            "System.exit", "would end the controller. Write error('…').",
            "System.getProperty", "reads the controller's JVM. Write env.NAME, or sh on the agent.",
            "Jenkins.getInstance", "needs the script approval of an administrator. Use steps.",
            "Jenkins.get", "needs the script approval of an administrator. Use steps.");

    private static final Map<String, String> TYPES = Map.of(
            "File", "means a file of the controller and not of the workspace. Write readFile, writeFile, fileExists.",
            "FileReader", "reads a file of the controller. Write readFile.",
            "FileWriter", "writes a file of the controller. Write writeFile.",
            "URL", "is opened by the controller. Fetch in sh on the agent.",
            "Thread", "is lost when the controller restarts. Write parallel.");

    @Override
    public void check(LintedScript script, Consumer<Problem> report) {
        script.visitAll(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                String name = call.getObjectExpression().getText() + "." + call.getMethodAsString();
                String why = METHODS.get(name.replaceFirst("^(java\\.lang|jenkins\\.model)\\.", ""));
                if (why != null) {
                    report.accept(new Problem(call.getLineNumber(), name + " " + why));
                } else if ("execute".equals(call.getMethodAsString()) && !call.isImplicitThis() && isText(call)) {
                    report.accept(new Problem(
                            call.getLineNumber(), "execute() on a text starts a process on the controller. Write sh."));
                }
                super.visitMethodCallExpression(call);
            }

            @Override
            public void visitPropertyExpression(PropertyExpression property) {
                if (property.getText().matches("(jenkins\\.model\\.)?Jenkins\\.instance")) {
                    report.accept(new Problem(
                            property.getLineNumber(),
                            "Jenkins.instance needs the script approval of an administrator. Use steps."));
                }
                super.visitPropertyExpression(property);
            }

            @Override
            public void visitConstructorCallExpression(ConstructorCallExpression made) {
                String why = TYPES.get(made.getType().getNameWithoutPackage());
                if (why != null) {
                    report.accept(new Problem(
                            made.getLineNumber(), "new " + made.getType().getNameWithoutPackage() + "(…) " + why));
                }
                super.visitConstructorCallExpression(made);
            }
        });
    }

    private static boolean isText(MethodCallExpression call) {
        return call.getObjectExpression() instanceof org.codehaus.groovy.ast.expr.GStringExpression
                || call.getObjectExpression() instanceof org.codehaus.groovy.ast.expr.ConstantExpression constant
                        && constant.getValue() instanceof String;
    }
}
