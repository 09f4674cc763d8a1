package io.jenkins.plugins.delivery.runner.steps;

import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps that Jenkinsfiles call and that need Jenkins or a plugin of it: refused by name, with what to do instead. */
final class RefusedSteps {

    private static final Map<String, String> REASONS = reasons();

    private RefusedSteps() {}

    static List<StepSpec> all() {
        return REASONS.entrySet().stream()
                .map(entry -> StepSpec.of(entry.getKey(), StepSpec.ANY, call -> {
                    throw new PipelineFailure("The step " + entry.getKey() + " is not run here: " + entry.getValue());
                }))
                .toList();
    }

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        String jobs = "there are no other jobs without Jenkins. Guard the call with if (env.JENKINS_URL).";
        List.of("build", "copyArtifacts").forEach(name -> reasons.put(name, jobs));
        String mail = "the runner sends no mail. Use slackNotify, or guard the call with if (env.JENKINS_URL).";
        List.of("mail", "emailext", "emailextrecipients").forEach(name -> reasons.put(name, mail));
        reasons.put("slackSend", "it belongs to Jenkins' Slack plugin. Use slackNotify.");
        reasons.put("git", "the runner checks out one repository. Use checkout scm with --repo DIR.");
        reasons.put("svn", "the runner checks out Git. Use checkout scm with --repo DIR.");
        String windows = "it needs a Windows agent, and the runner works on this machine. Use sh.";
        List.of("bat", "powershell", "pwsh").forEach(name -> reasons.put(name, windows));
        String plugin =
                "it belongs to a Jenkins plugin that the runner has not. Do it in sh, or guard it with if (env.JENKINS_URL).";
        List.of(
                        "httpRequest",
                        "publishHTML",
                        "recordIssues",
                        "recordCoverage",
                        "jacoco",
                        "withSonarQubeEnv",
                        "waitForQualityGate",
                        "withMaven",
                        "sshagent",
                        "sshPublisher",
                        "withAWS",
                        "withKubeConfig",
                        "kubernetesDeploy",
                        "nexusArtifactUploader",
                        "rtUpload",
                        "jiraSendBuildInfo",
                        "githubNotify",
                        "pullRequest",
                        "step",
                        "wrap",
                        "load",
                        "readJSON",
                        "readYaml",
                        "readProperties",
                        "writeJSON",
                        "writeYaml",
                        "findFiles",
                        "zip",
                        "unzip",
                        "configFileProvider",
                        "nodejs",
                        "xvnc")
                .forEach(name -> reasons.put(name, plugin));
        reasons.put("tool", "the runner installs no tools. Put the tool on the PATH.");
        reasons.put(
                "pipeline", "Declarative Pipeline is not run here. Call deliveryPipeline(…) or write scripted stages.");
        reasons.put("script", "it belongs to Declarative Pipeline; in a scripted one write its content directly.");
        reasons.put("environment", "it belongs to Declarative Pipeline; use withEnv or env.NAME = value.");
        reasons.put("when", "it belongs to Declarative Pipeline; use if.");
        return reasons;
    }
}
