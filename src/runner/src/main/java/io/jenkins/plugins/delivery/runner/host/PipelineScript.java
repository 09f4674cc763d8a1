package io.jenkins.plugins.delivery.runner.host;

import com.cloudbees.groovy.cps.SerializableScript;
import groovy.lang.Closure;
import groovy.lang.MissingPropertyException;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * Base class of the Jenkinsfile and of every var: names that the script does not define itself are looked up as in Jenkins,
 * methods as closures of the binding, vars and steps, properties as vars, global variables and environment variables.
 */
public abstract class PipelineScript extends SerializableScript {

    private static final long serialVersionUID = 1L;

    private transient ScriptNames names;

    /** Connects a new script with its run; to be called before it runs. */
    final void attach(ScriptNames lookup) {
        names = lookup;
    }

    @Override
    public Object invokeMethod(String name, Object args) {
        Object[] arguments = args instanceof Object[] many ? many : new Object[] {args};
        if (getBinding().hasVariable(name) && getBinding().getVariable(name) instanceof Closure<?> closure) {
            return InvokerHelper.getMetaClass(closure).invokeMethod(closure, "call", arguments);
        }
        return names.invoke(name, arguments);
    }

    @Override
    public Object getProperty(String name) {
        try {
            return super.getProperty(name);
        } catch (MissingPropertyException e) {
            return names.property(name).orElseThrow(() -> e);
        }
    }

    /** Groovy gives every object a method of this name; in a Pipeline the step is meant. */
    public Object sleep(long time) {
        return PendingCall.suspend("sleep", time);
    }

    /** Prints to the log of the run, as Jenkins does, and not to this process. */
    @Override
    public void print(Object value) {
        PendingCall.suspend("echo", InvokerHelper.toString(value));
    }

    @Override
    public void println() {
        PendingCall.suspend("echo", "");
    }

    @Override
    public void println(Object value) {
        PendingCall.suspend("echo", InvokerHelper.toString(value));
    }

    @Override
    public void printf(String format, Object value) {
        PendingCall.suspend("echo", String.format(format, value));
    }

    @Override
    public void printf(String format, Object[] values) {
        PendingCall.suspend("echo", String.format(format, values));
    }
}
