package io.jenkins.plugins.delivery.runner.lint;

import io.jenkins.plugins.delivery.runner.host.ScriptAst;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** A script under examination: its code in parts, and the names that mean something in it. */
final class LintedScript {

    private final ScriptAst ast;
    private final KnownNames known;
    private final Set<String> own = new HashSet<>();

    LintedScript(ScriptAst ast, KnownNames known) {
        this.ast = ast;
        this.known = known;
        methods().forEach(method -> {
            own.add(method.getName());
            for (Parameter parameter : method.getParameters()) {
                own.add(parameter.getName());
            }
        });
        visitAll(new OwnNames());
    }

    KnownNames known() {
        return known;
    }

    /** Methods of the script and of classes in it. */
    List<MethodNode> methods() {
        List<MethodNode> methods = new ArrayList<>(ast.module().getMethods());
        for (ClassNode type : ast.module().getClasses()) {
            if (!type.isScript()) {
                methods.addAll(type.getMethods());
            }
        }
        return methods;
    }

    /** Visits the code that Jenkins runs step by step: everything but methods marked {@code @NonCPS}. */
    void visitCps(GroovyCodeVisitor visitor) {
        ast.module().getStatementBlock().visit(visitor);
        methods().stream().filter(method -> !nonCps(method)).forEach(method -> visit(method, visitor));
    }

    /** Visits all code. */
    void visitAll(GroovyCodeVisitor visitor) {
        ast.module().getStatementBlock().visit(visitor);
        methods().forEach(method -> visit(method, visitor));
    }

    static void visit(MethodNode method, GroovyCodeVisitor visitor) {
        if (method.getCode() != null) {
            method.getCode().visit(visitor);
        }
    }

    static boolean nonCps(MethodNode method) {
        return method.getAnnotations().stream()
                .anyMatch(annotation ->
                        annotation.getClassNode().getNameWithoutPackage().equals("NonCPS"));
    }

    /** Whether the script itself gives the name a meaning. */
    boolean defines(String name) {
        return own.contains(name);
    }

    /** Whether this is the call of a step or var, and not of something of the script's own. */
    boolean callsStep(MethodCallExpression call) {
        String name = call.getMethodAsString();
        return call.isImplicitThis() && name != null && known.isStep(name) && !defines(name);
    }

    private final class OwnNames extends CodeVisitorSupport {

        @Override
        public void visitDeclarationExpression(DeclarationExpression declaration) {
            if (declaration.getLeftExpression() instanceof VariableExpression variable) {
                own.add(variable.getName());
            } else {
                declaration.getTupleExpression().getExpressions().forEach(item -> own.add(item.getText()));
            }
            super.visitDeclarationExpression(declaration);
        }

        @Override
        public void visitBinaryExpression(BinaryExpression expression) {
            if (expression.getOperation().getText().equals("=")
                    && expression.getLeftExpression() instanceof VariableExpression variable) {
                own.add(variable.getName());
            }
            super.visitBinaryExpression(expression);
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            if (closure.getParameters() != null) {
                for (Parameter parameter : closure.getParameters()) {
                    own.add(parameter.getName());
                }
            }
            super.visitClosureExpression(closure);
        }
    }
}
