package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.OperationResult;
import io.jenkins.plugins.delivery.engine.branch.Branch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The version of the checked-out commit.
 *
 * @param decision the version and why
 * @param branch the branch it was decided for
 * @param head the commit
 * @param tree object id of the commit's tree, or of what lies at the path filter in it
 * @param commits how many commits there are since the previous release
 * @param tag the tag of a release; empty for a pre-release
 * @param reserved what stands on the remote for this commit; empty when nothing was reserved
 * @param source address of the repository that the commit came from; empty when the clone has no remote
 * @param merged the release or hotfix branch that the commit brought to main; empty for any other commit
 * @param changelog what changed since the previous release, as Markdown
 */
public record SemverTagResult(
        VersionDecision decision,
        Branch branch,
        Commit head,
        String tree,
        int commits,
        Optional<String> tag,
        Optional<ReservedVersion> reserved,
        Optional<String> source,
        Optional<MergedTip> merged,
        String changelog)
        implements OperationResult {

    public SemanticVersion version() {
        return decision.version();
    }

    /** The chart version: Helm wants strict SemVer, and a plus sign does not survive an OCI registry. */
    public SemanticVersion chartVersion() {
        return version().withBuild("");
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("version", version().toString());
        map.put("chartVersion", chartVersion().toString());
        map.put("ociTag", version().toOciTag());
        tag.ifPresent(name -> map.put("tag", name));
        map.put("reserved", reserved.isPresent());
        reserved.ifPresent(claim -> putRecord(map, claim));
        decision.previous().ifPresent(previous -> map.put("previous", previous.toString()));
        map.put("bump", decision.bump().text());
        map.put("reason", decision.reason());
        decision.decidedBy().ifPresent(commit -> map.put("decidedBy", commit.id()));
        map.put("commits", commits);
        map.put("commit", head.id());
        map.put("tree", tree);
        source.ifPresent(url -> map.put("source", url));
        merged.ifPresent(tip -> map.put("merged", Map.of("branch", tip.branch(), "commit", tip.commit())));
        map.put("branch", branch.name());
        map.put("kind", branch.kind().text());
        map.put("changelog", changelog);
        map.put("author", head.author());
        map.put("authorEmail", head.email());
        return map;
    }

    private static void putRecord(Map<String, Object> map, ReservedVersion claim) {
        ReleaseRecord record = claim.record();
        map.put("tagObject", record.object());
        map.put("state", record.state().text());
        record.digest().ifPresent(digest -> map.put("digest", digest));
        record.reservedBy().ifPresent(run -> map.put("reservedBy", run));
        claim.overtakenBy().ifPresent(release -> map.put("overtakenBy", release.name()));
    }
}
