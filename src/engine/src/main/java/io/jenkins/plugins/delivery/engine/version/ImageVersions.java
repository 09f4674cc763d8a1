package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Joins the releases that image tags tell of with those of the Git tags (mission decision 1): the higher one counts. An image
 * version that Git knows on another branch is that branch's business. One that Git does not know was released without its tag being
 * pushed; that explains the very next version after Git's, and nothing further away, which is more likely the wrong repository.
 */
final class ImageVersions {

    private static final Pattern COMMIT_TAG = Pattern.compile("(?:sha-|commit-)?(?<id>[0-9a-f]{7,64})");

    private final String prefix;
    private final boolean gitCounts;

    /**
     * @param prefix what may stand before the version in a tag
     * @param gitCounts whether Git tags are a source too
     */
    ImageVersions(String prefix, boolean gitCounts) {
        this.prefix = prefix;
        this.gitCounts = gitCounts;
    }

    /**
     * The facts with the releases of the images in them.
     *
     * @param tags all tags of the image repository; whatever is no version is ignored
     * @throws TerminalException when Git and the images disagree beyond what an unpushed tag explains
     */
    RepositoryFacts join(RepositoryFacts facts, List<String> tags, String repository) {
        Map<SemanticVersion, ReleaseTag> releases = new HashMap<>(facts.releases());
        Optional<SemanticVersion> highest = tags.stream()
                .flatMap(tag -> version(tag).stream())
                .filter(version -> !gitCounts || !facts.releases().containsKey(version))
                .filter(version -> !isOfHead(version, facts, tags))
                .max(SemanticVersion::compareTo);
        tags.forEach(tag -> version(tag)
                .filter(version -> !isOfHead(version, facts, tags))
                .ifPresent(version -> releases.putIfAbsent(version, imageTag(version, repository))));
        Optional<SemanticVersion> git = facts.previous().map(ReleaseTag::version);
        if (highest.isEmpty() || gitCounts && git.isPresent() && git.get().compareTo(highest.get()) >= 0) {
            return with(facts, gitCounts ? facts.previous() : Optional.empty(), releases);
        }
        if (gitCounts && git.isPresent() && !follows(git.get(), highest.get())) {
            throw new TerminalException(
                    "Git and the image repository disagree: the highest release in this history is "
                            + facts.previous().get().name() + ", but " + repository + " holds " + highest.get()
                            + ", which one unpushed tag cannot explain.",
                    "Push the missing tags, correct the repository, or read one source only (sources: ['git']).");
        }
        return with(facts, Optional.of(imageTag(highest.get(), repository)), releases);
    }

    private static ReleaseTag imageTag(SemanticVersion version, String repository) {
        return new ReleaseTag(version, "image " + repository + ":" + version, "");
    }

    private Optional<SemanticVersion> version(String tag) {
        String text = !prefix.isEmpty() && tag.startsWith(prefix) ? tag.substring(prefix.length()) : tag;
        return SemanticVersion.find(text).filter(SemanticVersion::isRelease).map(SemanticVersion::core);
    }

    /**
     * Whether the image was built from the checked-out commit by an earlier run: the repository has a tag of this commit, and the
     * version is what Git alone gives to it. Then it is this commit's own answer and nothing to go beyond.
     */
    private boolean isOfHead(SemanticVersion version, RepositoryFacts facts, List<String> tags) {
        Optional<SemanticVersion> git = facts.previous().map(ReleaseTag::version);
        boolean built = tags.stream()
                .flatMap(tag -> Stream.of(COMMIT_TAG.matcher(tag)))
                .anyMatch(match -> match.matches() && facts.head().id().startsWith(match.group("id")));
        return built && gitCounts && git.isPresent() && follows(git.get(), version);
    }

    private static boolean follows(SemanticVersion from, SemanticVersion to) {
        return Stream.of(Bump.PATCH, Bump.MINOR, Bump.MAJOR)
                .anyMatch(bump -> from.bump(bump).equals(to));
    }

    private static RepositoryFacts with(
            RepositoryFacts facts, Optional<ReleaseTag> previous, Map<SemanticVersion, ReleaseTag> releases) {
        return new RepositoryFacts(
                facts.head(),
                facts.tree(),
                facts.onHead(),
                previous,
                facts.commits(),
                facts.mainLine(),
                releases,
                facts.tips());
    }
}
