package io.jenkins.plugins.delivery.runner.host;

import com.cloudbees.groovy.cps.CpsTransformer;
import com.cloudbees.groovy.cps.NonCPS;
import com.cloudbees.groovy.cps.TransformerConfiguration;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.Script;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.control.ClassNodeResolver;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/** Compiles scripts with the transformation that Jenkins uses, and with stand-ins for the Jenkins classes that scripts name. */
public final class ScriptCompiler {

    /** Names that Jenkinsfiles use in {@code catch} and annotations, and what they mean here. */
    private static final Map<String, Class<?>> STAND_INS = Map.of(
            "Library", Library.class,
            "org.jenkinsci.plugins.workflow.libs.Library", Library.class,
            "AbortException", PipelineFailure.class,
            "hudson.AbortException", PipelineFailure.class,
            "FlowInterruptedException", PipelineInterrupted.class,
            "org.jenkinsci.plugins.workflow.steps.FlowInterruptedException", PipelineInterrupted.class,
            "hudson.model.Result", BuildResult.class);

    private final GroovyClassLoader loader;

    /** @param sources a folder of Groovy classes that scripts may import; null when there is none */
    public ScriptCompiler(Path sources) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        ImportCustomizer imports = new ImportCustomizer();
        imports.addImports(NonCPS.class.getName());
        // In Jenkins what interrupts a script is one of those; scripts tell an abort and a timeout from a failure by
        // it.
        imports.addImport("InterruptedException", PipelineInterrupted.class.getName());
        CpsTransformer transformer = new CpsTransformer();
        transformer.setConfiguration(new TransformerConfiguration().withClosureType(PipelineClosure.class));
        configuration.addCompilationCustomizers(imports, transformer);
        configuration.setScriptBaseClass(PipelineScript.class.getName());
        loader = new Loader(configuration);
        if (sources != null) {
            loader.addClasspath(sources.toString());
        }
    }

    /**
     * @param text the source
     * @param name the file as it shall stand in messages
     * @throws InvalidInputException with every compile error and its line
     */
    public Script compile(String text, String name) {
        try {
            GroovyCodeSource source = new GroovyCodeSource(text, name, "/groovy/delivery");
            source.setCachable(false);
            return (Script) loader.parseClass(source).getDeclaredConstructor().newInstance();
        } catch (MultipleCompilationErrorsException e) {
            throw new InvalidInputException(name, problems(e, name));
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException(name + " is not a script: its class cannot be made", e);
        }
    }

    /** The compile errors as sentences with their lines. */
    public static List<String> problems(MultipleCompilationErrorsException errors, String name) {
        List<String> problems = new ArrayList<>();
        for (Object message : errors.getErrorCollector().getErrors()) {
            if (message instanceof SyntaxErrorMessage syntax) {
                String text = syntax.getCause().getMessage().lines().findFirst().orElse("");
                problems.add(name + ":" + syntax.getCause().getLine() + ": "
                        + text.replaceFirst(" @ line \\d+, column \\d+\\.", ""));
            } else {
                problems.add(name + " does not compile: " + errors.getMessage());
            }
        }
        return problems;
    }

    private static final class Loader extends GroovyClassLoader {

        Loader(CompilerConfiguration configuration) {
            super(ScriptCompiler.class.getClassLoader(), configuration);
        }

        @Override
        protected CompilationUnit createCompilationUnit(CompilerConfiguration configuration, CodeSource source) {
            CompilationUnit unit = super.createCompilationUnit(configuration, source);
            unit.setClassNodeResolver(new ClassNodeResolver() {
                @Override
                public LookupResult findClassNode(String name, CompilationUnit compilationUnit) {
                    Class<?> standIn = STAND_INS.get(name);
                    return standIn == null
                            ? super.findClassNode(name, compilationUnit)
                            : new LookupResult(null, ClassHelper.make(standIn));
                }
            });
            return unit;
        }
    }
}
