package io.jenkins.plugins.delivery.runner.host;

import groovy.lang.GroovyClassLoader;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;

/** The syntax tree of a script, before any transformation: for what is decided without running it. */
public final class ScriptAst {

    private final String name;
    private final ModuleNode module;

    private ScriptAst(String name, ModuleNode module) {
        this.name = name;
        this.module = module;
    }

    /** @throws InvalidInputException with every syntax error and its line */
    public static ScriptAst parse(String text, String name) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        CompilationUnit unit = new CompilationUnit(
                configuration, null, new GroovyClassLoader(ScriptAst.class.getClassLoader(), configuration));
        SourceUnit source = unit.addSource(name, text);
        try {
            unit.compile(Phases.CONVERSION);
        } catch (MultipleCompilationErrorsException e) {
            throw new InvalidInputException(name, ScriptCompiler.problems(e, name));
        }
        return new ScriptAst(name, source.getAST());
    }

    public ModuleNode module() {
        return module;
    }

    public String name() {
        return name;
    }

    /** The outermost statements of the script. */
    public List<Statement> statements() {
        return module.getStatementBlock().getStatements();
    }

    /** @throws InvalidInputException when this is a Declarative Pipeline, which the runner does not run */
    public void refuseDeclarative() {
        for (Statement statement : statements()) {
            if (statement instanceof ExpressionStatement expression
                    && expression.getExpression() instanceof MethodCallExpression call
                    && call.isImplicitThis()
                    && "pipeline".equals(call.getMethodAsString())) {
                throw new InvalidInputException(
                        name,
                        List.of(name + ":" + call.getLineNumber()
                                + ": a Declarative pipeline { … } block is not run here; call deliveryPipeline(…) or write the stages"
                                + " as scripted Pipeline: node { stage('Build') { … } }."));
            }
        }
    }

    /** Names of the libraries that {@code @Library} asks for, without their versions. */
    public List<String> libraries() {
        List<String> names = new ArrayList<>();
        for (Statement statement : statements()) {
            if (statement instanceof ExpressionStatement expression
                    && expression.getExpression() instanceof DeclarationExpression declaration) {
                addLibraries(declaration, names);
            }
        }
        module.getImports().forEach(node -> addLibraries(node, names));
        module.getStarImports().forEach(node -> addLibraries(node, names));
        return names;
    }

    private static void addLibraries(AnnotatedNode node, List<String> names) {
        node.getAnnotations().stream()
                .filter(annotation ->
                        annotation.getClassNode().getNameWithoutPackage().equals("Library"))
                .map(annotation -> annotation.getMember("value"))
                .forEach(value -> addNames(value, names));
    }

    private static void addNames(Expression value, List<String> names) {
        if (value instanceof ListExpression list) {
            list.getExpressions().forEach(item -> addNames(item, names));
        } else if (value instanceof ConstantExpression constant) {
            names.add(String.valueOf(constant.getValue()).replaceFirst("@.*", ""));
        }
    }
}
