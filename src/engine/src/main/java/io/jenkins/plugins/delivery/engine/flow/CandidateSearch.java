package io.jenkins.plugins.delivery.engine.flow;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.version.SemverTagRequest;
import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import io.jenkins.plugins.delivery.engine.version.SourceFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the release candidate that a commit on main releases, with the version that its own build had. */
final class CandidateSearch {

    private final Operation<SemverTagRequest, SemverTagResult> versions;
    private final SourceFiles files;

    CandidateSearch(Operation<SemverTagRequest, SemverTagResult> versions, SourceFiles files) {
        this.versions = versions;
        this.files = files;
    }

    /**
     * The candidate.
     *
     * @param release result of semverTag for main's commit
     * @return empty for a commit that merges no release or hotfix branch; a candidate whose version cannot be found is told in the
     *     log, and the release is then built like any other commit
     */
    Optional<Candidate> of(DeliveryConfig config, Map<String, Object> release, EngineContext context)
            throws InterruptedException {
        Map<String, Object> merged = ConfigLayers.map(release.get("merged"));
        if (merged.isEmpty()) {
            return Optional.empty();
        }
        String branch = String.valueOf(merged.get("branch"));
        String commit = String.valueOf(merged.get("commit"));
        Map<String, Object> args = BuildPlanner.semverTagArguments(config);
        args.put("reserve", false);
        args.put("branch", branch);
        args.put("commit", commit);
        try {
            SemverTagRequest request = RequestBinder.bind("semverTag", SemverTagRequest.class, args);
            Map<String, Object> candidate = versions.run(request, context).toMap();
            boolean sameTree = candidate.get("tree").equals(release.get("tree"));
            Optional<List<String>> differences = sameTree
                    ? Optional.of(List.of())
                    : files.differences(commit, String.valueOf(release.get("commit")), request.pathFilter(), context);
            return Optional.of(new Candidate(
                    branch,
                    commit,
                    String.valueOf(candidate.get("version")),
                    String.valueOf(candidate.get("chartVersion")),
                    sameTree,
                    differences));
        } catch (DeliveryException e) {
            context.log().warn("What was tested of " + branch + " is not known: " + e.getMessage());
            return Optional.empty();
        }
    }
}
