package io.jenkins.plugins.delivery.runner.host;

import java.util.Map;
import java.util.Set;

/**
 * What to run.
 *
 * @param script the text of the Jenkinsfile
 * @param scriptName its file name, for messages
 * @param job the name of the job, which also names workspaces
 * @param parameters build parameters given on the command line
 * @param replacedVars vars in whose place a step of the same name is called
 */
public record RunRequest(
        String script, String scriptName, String job, Map<String, String> parameters, Set<String> replacedVars) {

    public RunRequest {
        parameters = Map.copyOf(parameters);
        replacedVars = Set.copyOf(replacedVars);
    }

    /** The same script as a job of another name; what a name may not hold becomes a dash. */
    public RunRequest of(String otherJob) {
        String clean = otherJob.replaceAll("[^\\w.-]", "-").replaceFirst("^[.-]+", "");
        return new RunRequest(script, scriptName, clean.isEmpty() ? job : clean, parameters, replacedVars);
    }
}
