package io.jenkins.plugins.delivery.runner.lint;

import com.cloudbees.groovy.cps.CpsDefaultGroovyMethods;
import groovy.lang.Closure;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;
import org.codehaus.groovy.runtime.ResourceGroovyMethods;
import org.codehaus.groovy.runtime.StringGroovyMethods;

/**
 * Closures given to methods of Groovy that Jenkins does not translate, such as {@code sort}: Java calls the closure once, gets its
 * first suspension in place of an answer, and the method returns something wrong.
 */
final class ClosureArgumentRule implements LintRule {

    private static final Set<String> UNTRANSLATED = untranslated();

    @Override
    public void check(LintedScript script, Consumer<Problem> report) {
        script.visitCps(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                String name = call.getMethodAsString();
                if (!call.isImplicitThis()
                        && name != null
                        && UNTRANSLATED.contains(name)
                        && hasClosure(call.getArguments())) {
                    report.accept(new Problem(
                            call.getLineNumber(),
                            name + " { … } does not work in Pipeline code, because " + name
                                    + " calls its closure from Java. Put the line into a method marked @NonCPS that calls no steps,"
                                    + " or write a loop."));
                }
                super.visitMethodCallExpression(call);
            }
        });
    }

    private static boolean hasClosure(Expression arguments) {
        return arguments instanceof TupleExpression tuple
                && tuple.getExpressions().stream().anyMatch(ClosureExpression.class::isInstance);
    }

    private static Set<String> untranslated() {
        Set<String> names = new TreeSet<>();
        Stream.of(DefaultGroovyMethods.class, StringGroovyMethods.class, ResourceGroovyMethods.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> Arrays.asList(method.getParameterTypes()).contains(Closure.class))
                .map(Method::getName)
                .forEach(names::add);
        Arrays.stream(CpsDefaultGroovyMethods.class.getMethods())
                .map(method -> method.getName().replaceFirst("^\\$", ""))
                .forEach(names::remove);
        // Methods of objects that Jenkins gives: docker.image(…).withRun { } and the like.
        Set.of("withRun", "inside", "withRegistry").forEach(names::remove);
        return names;
    }
}
