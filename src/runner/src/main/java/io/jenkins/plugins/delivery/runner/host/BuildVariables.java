package io.jenkins.plugins.delivery.runner.host;

import io.jenkins.plugins.delivery.runner.sandbox.RunSetup;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment variables that Jenkins gives every build of a multibranch project. */
final class BuildVariables {

    private static final String NUMBER = "1";

    private BuildVariables() {}

    static Map<String, String> of(RunRequest request, RunSetup.Leg leg) {
        RunSetup.Source source = leg.source();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("CI", "true");
        all.put("BUILD_NUMBER", NUMBER);
        all.put("BUILD_ID", NUMBER);
        all.put("BUILD_DISPLAY_NAME", "#" + NUMBER);
        all.put("JOB_NAME", request.job());
        all.put("JOB_BASE_NAME", request.job());
        all.put("BUILD_TAG", "jenkins-" + request.job() + "-" + NUMBER);
        all.put("EXECUTOR_NUMBER", "0");
        if (source.changeId() != null) {
            all.put("BRANCH_NAME", "PR-" + source.changeId());
            all.put("CHANGE_ID", source.changeId());
            put(all, "CHANGE_TARGET", source.changeTarget());
            put(all, "CHANGE_BRANCH", source.branch());
        } else {
            put(all, "BRANCH_NAME", source.branch());
        }
        all.putAll(leg.settings().environment());
        return all;
    }

    private static void put(Map<String, String> all, String name, String value) {
        if (value != null) {
            all.put(name, value);
        }
    }
}
