package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parameters of {@code argoPromote}. */
public record ArgoPromoteRequest(
        @Parameter(help = "Environment to promote to, for example stage.", required = true)
        String env,

        @Parameter(help = "Service that is promoted.", required = true)
        String service,

        @Parameter(help = "Version to promote; needed unless restore is given.")
        String version,

        @Parameter(
                help =
                        "Digest of the image, sha256:…; recorded and compared with the one that passed the earlier environment.")
        String digest,

        @Parameter(help = "Version of the chart, for templates and the ledger.")
        String chartVersion,

        @Parameter(
                help =
                        "Digest of the chart without its versions, helmPackage's content; recorded and compared like digest.")
        String chartContent,

        @Parameter(
                help =
                        "Commit of the service that the version was built from; decides which of two promotions is newer.")
        String commit,

        @Parameter(help = "URL of the GitOps repository.", required = true)
        String gitops,

        @Parameter(help = "Branch of the GitOps repository.")
        String branch,

        @Parameter(help = "Credentials of the GitOps repository.")
        String credentialsId,

        @Parameter(help = "File to edit, a template such as environments/${env}/${service}.yaml.")
        String file,

        @Parameter(help = "Values to set: YAML path to template, for example 'image.tag': '${ociTag}'.")
        Map<String, Object> set,

        @Parameter(help = "Address of Argo CD; without it nothing is waited for.")
        String argo,

        @Parameter(help = "Credentials of Argo CD: a token, or user and password.")
        String argoCredentialsId,

        @Parameter(help = "Name template of the Argo CD application.")
        String app,

        @Parameter(help = "Argo CD project of the application.")
        String project,

        @Parameter(help = "What to wait for after the push.")
        WaitFor waitFor,

        @Parameter(help = "How long to wait for Argo CD.") Duration timeout,

        @Parameter(help = "How long the application has to stay Healthy.")
        Duration stableFor,

        @Parameter(help = "What to do when the version does not become healthy.")
        OnFailure onFailure,

        @Parameter(help = "Environment that this build must have passed before.")
        String after,

        @Parameter(help = "Whether image and chart must be those that passed there; rebuilt ones are refused.")
        boolean sameDigest,

        @Parameter(help = "URL of the service's repository, whose history tells which of two builds is newer.")
        String source,

        @Parameter(help = "Credentials of the service's repository.")
        String sourceCredentialsId,

        @Parameter(help = "GitOps commit of an earlier promotion to undo instead of promoting.")
        String restore,

        @Parameter(help = "URL or name of the run, for the ledger; BUILD_URL when absent.")
        String run,

        @Parameter(help = "Digest of the proof, evidenceRecord's digest, for the ledger.")
        String evidence,

        @Parameter(help = "Verdict of the scan, evidenceRecord's scan, for the ledger.")
        String scan,

        @Parameter(help = "Who approved, for the ledger.") String approver,

        @Parameter(help = "Why, for the ledger.") String reason)
        implements OperationRequest {

    public ArgoPromoteRequest {
        List<String> problems = new ArrayList<>();
        PromoteChecks.name("env", env, problems);
        PromoteChecks.name("service", service, problems);
        PromoteChecks.name("after", after, problems);
        if (version == null && restore == null) {
            problems.add("version is required: Version to promote.");
        }
        PromoteChecks.matches(
                "version", version, "[A-Za-z0-9][A-Za-z0-9._+-]{0,127}", "a version, for example 1.4.0", problems);
        PromoteChecks.matches("chartVersion", chartVersion, "[A-Za-z0-9][A-Za-z0-9._+-]{0,127}", "a version", problems);
        PromoteChecks.digest("digest", digest, problems);
        PromoteChecks.digest("chartContent", chartContent, problems);
        PromoteChecks.digest("evidence", evidence, problems);
        commit = PromoteChecks.lower(commit);
        restore = PromoteChecks.lower(restore);
        PromoteChecks.matches("commit", commit, "[0-9a-f]{40}|[0-9a-f]{64}", "a full commit id", problems);
        PromoteChecks.matches("restore", restore, "[0-9a-f]{40}|[0-9a-f]{64}", "a full commit id", problems);
        if (restore != null && after != null) {
            problems.add("after and restore exclude each other: going back needs no earlier environment");
        }
        if (after != null && commit == null) {
            problems.add("commit is required with after: it tells which build must have passed " + after);
        }
        if (after != null && after.equals(env)) {
            problems.add("after: " + after + " is the environment that is promoted to");
        }
        GitUrl.problem("gitops", gitops).ifPresent(problems::add);
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            problems.add("timeout must be longer than nothing");
        }
        Map<String, String> variables = PromoteChecks.variables(env, service, version, chartVersion, digest, commit);
        if (restore == null) {
            PromoteChecks.expand("file", file, variables, problems);
            set.forEach((path, value) -> {
                if (value instanceof Map || value instanceof List || value == null) {
                    problems.add("set: '" + path + "' needs a single value; name each path, like image.tag");
                } else {
                    PromoteChecks.expand("set: " + path, value.toString(), variables, problems);
                }
            });
            if (set.isEmpty()) {
                problems.add("set is empty: name at least one value, for example 'image.tag': '${ociTag}'");
            }
        }
        if (argo != null) {
            PromoteChecks.expand("app", app, variables, problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("argoPromote", problems);
        }
        waitFor = argo == null || waitFor == null ? WaitFor.NONE : waitFor;
    }

    /** The names that templates may use; a null value is a name without value in this promotion. */
    Map<String, String> variables() {
        return PromoteChecks.variables(env, service, version, chartVersion, digest, commit);
    }

    /** Name of the Argo CD application. */
    public String application() {
        return Template.expand(app, variables());
    }

    /** The components as plain values from which {@code RequestBinder} builds an equal request; for tickets. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        try {
            for (RecordComponent component : getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(this);
                if (value instanceof Enum<?> constant) {
                    map.put(
                            component.getName(),
                            constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                } else if (value instanceof Duration duration) {
                    map.put(component.getName(), duration.toString());
                } else if (value != null) {
                    map.put(component.getName(), value);
                }
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a component of argoPromote's request cannot be read", e);
        }
        return map;
    }
}
