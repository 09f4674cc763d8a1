package io.jenkins.plugins.delivery.runner.host;

import com.cloudbees.groovy.cps.Block;
import com.cloudbees.groovy.cps.Env;
import com.cloudbees.groovy.cps.impl.CpsClosure;
import java.util.List;
import org.codehaus.groovy.runtime.InvokerHelper;

/** A closure of a script. Methods that Groovy gives every object must not hide the steps of the same name. */
public class PipelineClosure extends CpsClosure {

    private static final long serialVersionUID = 1L;

    public PipelineClosure(Object owner, Object thisObject, List<String> parameters, Block body, Env capture) {
        super(owner, thisObject, parameters, body, capture);
    }

    /** The step, found as any other name in the closure. */
    public Object sleep(long time) {
        return InvokerHelper.invokeMethod(getOwner(), "sleep", time);
    }
}
