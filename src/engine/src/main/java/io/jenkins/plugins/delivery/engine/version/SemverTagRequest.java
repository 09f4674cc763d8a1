package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.Parameter;
import io.jenkins.plugins.delivery.engine.branch.BranchNames;
import io.jenkins.plugins.delivery.engine.branch.Flow;
import io.jenkins.plugins.delivery.engine.image.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters of {@code semverTag}. */
public record SemverTagRequest(
        @Parameter(help = "How the team branches: git-flow or trunk.")
        Flow flow,

        @Parameter(help = "Branch that is built; BRANCH_NAME of the run, else the checked-out branch when absent.")
        String branch,

        @Parameter(help = "Number of the pull request; CHANGE_ID of the run when absent.")
        String changeId,

        @Parameter(help = "Target branch of the pull request; CHANGE_TARGET of the run when absent.")
        String changeTarget,

        @Parameter(help = "Full id of the commit to find the version of; the checked-out one when absent.")
        String commit,

        @Parameter(help = "What stands before the version in a tag; an empty text for none.")
        String prefix,

        @Parameter(help = "First release of a repository that has none.")
        String initialVersion,

        @Parameter(help = "Where released versions are read from: git, ecr or both; the higher one counts.")
        List<String> sources,

        @Parameter(help = "ECR repository whose tags are read.")
        String repository,

        @Parameter(help = "AWS region of the ECR repository.")
        String region,

        @Parameter(help = "Account of the ECR registry; the account of the credentials when absent.")
        String registryId,

        @Parameter(help = "Base URL of the ECR API; the one of the region when absent.")
        String endpoint,

        @Parameter(help = "Access key of AWS; what the machine is allowed to when absent.")
        String ecrCredentialsId,

        @Parameter(help = "ARN of the AWS role to assume, with the ecrCredentials as keys or as an OIDC token.")
        String roleArn,

        @Parameter(help = "What a hotfix branch that names no version raises: patch or minor.")
        HotfixBump hotfixBump,

        @Parameter(
                help = "What types of commits raise: major, minor, patch or none by type, as in docs or build(deps);"
                        + " laid over the defaults.")
        Map<String, Object> types,

        @Parameter(help = "Folder or file of a monorepo whose commits count, relative to the repository's root.")
        String pathFilter,

        @Parameter(help = "Branch of released commits; master stands in for a main that does not exist.")
        String mainBranch,

        @Parameter(help = "Integration branch of git-flow.") String developBranch,

        @Parameter(help = "How the names of feature branches begin.")
        String featurePrefix,

        @Parameter(help = "How the names of release branches begin.")
        String releasePrefix,

        @Parameter(help = "How the names of hotfix branches begin.")
        String hotfixPrefix,

        @Parameter(help = "Git remote that holds the tags.") String remote,

        @Parameter(help = "Credentials of the Git remote: user and password, token, or SSH key.")
        String credentialsId,

        @Parameter(help = "Whether a release version is reserved by creating its tag on the remote.")
        boolean reserve,

        @Parameter(help = "Digest of the image, where it is known before the tag is created.")
        String digest,

        @Parameter(help = "Private key, OpenPGP or SSH, that signs the tag.")
        String signingCredentialsId)
        implements OperationRequest {

    /** Git's own rules for a reference name (git-check-ref-format), as far as a prefix can break them. */
    private static final String ILLEGAL_IN_TAG =
            "(?s).*(?:[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|/\\.|\\.lock/).*|[-./].*";

    public SemverTagRequest {
        prefix = Optional.ofNullable(prefix).orElse("");
        pathFilter = Optional.ofNullable(pathFilter)
                .map(path -> path.replaceAll("^(?:\\./)+|/+$", ""))
                .filter(path -> !path.isEmpty() && !path.equals("."))
                .orElse(null);
        List<String> problems = new ArrayList<>();
        if (SemanticVersion.find(initialVersion)
                .filter(SemanticVersion::isRelease)
                .isEmpty()) {
            problems.add("initialVersion '" + initialVersion + "' is not a release such as 0.1.0");
        }
        if (commit != null && !commit.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            problems.add("commit '" + commit + "' is not a full commit id");
        }
        if (commit != null && reserve) {
            problems.add("reserve tags the checked-out commit; leave out commit, or check it out");
        }
        if (digest != null && !Digest.isDigest(digest)) {
            problems.add("digest '" + digest + "' is not sha256: and 64 hex digits");
        }
        if (!prefix.isEmpty() && prefix.matches(ILLEGAL_IN_TAG)) {
            problems.add("prefix '" + prefix + "' cannot begin a Git tag");
        }
        problems.addAll(CommitTypes.problems(types));
        if (pathFilter != null
                && (pathFilter.startsWith("/") || List.of(pathFilter.split("/")).contains(".."))) {
            problems.add("pathFilter '" + pathFilter + "' must be a path inside the repository");
        }
        if (sources.isEmpty()) {
            problems.add("sources must name at least one of " + String.join(", ", VersionSource.texts()));
        }
        sources.stream()
                .filter(source -> VersionSource.named(source).isEmpty())
                .forEach(source -> problems.add(
                        "sources: '" + source + "' is not one of " + String.join(", ", VersionSource.texts())));
        if (sources.stream().anyMatch(source -> VersionSource.named(source).equals(Optional.of(VersionSource.ECR)))
                && repository == null) {
            problems.add("repository is required when sources contains ecr");
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("semverTag", problems);
        }
    }

    /** Whether released versions are read from there. */
    public boolean reads(VersionSource source) {
        return sources.stream().anyMatch(text -> VersionSource.named(text).equals(Optional.of(source)));
    }

    /** How the team names its branches. */
    public BranchNames branchNames() {
        return new BranchNames(mainBranch, developBranch, featurePrefix, releasePrefix, hotfixPrefix);
    }
}
