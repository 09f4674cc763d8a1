package io.jenkins.plugins.delivery.runner.host;

import groovy.lang.GroovyObjectSupport;
import java.util.LinkedHashMap;
import java.util.Map;

/** The global variables of Pipeline: {@code env}, {@code params}, {@code currentBuild}, {@code steps}. */
final class GlobalVariables {

    private GlobalVariables() {}

    static Map<String, Object> of(PipelineRun run) {
        Map<String, Object> globals = new LinkedHashMap<>();
        globals.put("env", new Env(run));
        globals.put("params", run.parameters());
        globals.put("currentBuild", new CurrentBuild(run));
        globals.put("steps", new Steps());
        return globals;
    }

    /** {@code env.NAME}, readable and assignable. */
    public static final class Env extends GroovyObjectSupport {

        private final PipelineRun run;

        Env(PipelineRun run) {
            this.run = run;
        }

        /** All variables visible here, as {@code env.getEnvironment()} gives them. */
        public Map<String, String> getEnvironment() {
            return run.environment().effective(Scope.current());
        }

        @Override
        public Object getProperty(String name) {
            return name.equals("environment")
                    ? getEnvironment()
                    : getEnvironment().get(name);
        }

        @Override
        public void setProperty(String name, Object value) {
            run.environment().set(name, value == null ? null : value.toString());
        }
    }

    /** {@code steps.sh 'x'}: the steps as methods of an object, as libraries take them. */
    public static final class Steps extends GroovyObjectSupport {

        @Override
        public Object invokeMethod(String name, Object args) {
            return PendingCall.suspend(name, args instanceof Object[] many ? many : new Object[] {args});
        }
    }
}
