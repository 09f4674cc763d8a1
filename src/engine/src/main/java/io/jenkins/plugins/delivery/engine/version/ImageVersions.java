package io.jenkins.plugins.delivery.engine.version;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Joins the releases that image tags tell of with those of the Git tags (mission decision 1): the higher one counts. An image
 * version that Git knows on another branch is that branch's business. One that Git does not know was released without its tag being
 * pushed; that explains the very next version after Git's, and nothing further away, which is more likely the wrong repository.
 *
 * <p>What is new since an image follows from the commit that another tag of the same image names. Where none does and Git has no
 * release to count from either, only the newest commit counts, with what it merged: counting all of the history would find the same
 * breaking change again for every release.
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

    /** A release among the images, and the commits that tags of the same image name. */
    private record Image(SemanticVersion version, List<String> commits) {

        boolean isOf(Commit commit) {
            return commits.stream().anyMatch(commit.id()::startsWith);
        }
    }

    /**
     * The facts with the releases of the images in them.
     *
     * @param tags the tags of each image of the repository; whatever is no version is ignored
     * @throws TerminalException when Git and the images disagree beyond what an unpushed tag explains
     */
    RepositoryFacts join(RepositoryFacts facts, List<Set<String>> tags, String repository) {
        List<Image> images = tags.stream().flatMap(this::images).toList();
        boolean builtBefore = tags.stream().flatMap(Set::stream).anyMatch(tag -> isOf(facts.head(), tag));
        List<Image> others = images.stream()
                .filter(image -> !isOfHead(image, facts, builtBefore))
                .toList();
        Map<SemanticVersion, ReleaseTag> releases = new HashMap<>(facts.releases());
        others.forEach(image -> releases.putIfAbsent(
                image.version(), new ReleaseTag(image.version(), "image " + repository + ":" + image.version(), "")));
        Optional<Image> highest = others.stream()
                .filter(image -> !gitCounts || !facts.releases().containsKey(image.version()))
                .max((one, other) -> one.version().compareTo(other.version()));
        Optional<ReleaseTag> own = images.stream()
                .filter(image -> image.isOf(facts.head()))
                .max((one, other) -> one.version().compareTo(other.version()))
                .flatMap(image -> release(image, "image " + repository + ":" + image.version()));
        return base(
                new RepositoryFacts(
                        facts.head(),
                        facts.tree(),
                        facts.onHead().or(() -> own),
                        facts.previous(),
                        facts.commits(),
                        facts.mainLine(),
                        releases,
                        facts.tips()),
                highest,
                repository);
    }

    private RepositoryFacts base(RepositoryFacts facts, Optional<Image> highest, String repository) {
        Optional<SemanticVersion> git = facts.previous().map(ReleaseTag::version);
        if (highest.isEmpty()
                || gitCounts
                        && git.isPresent()
                        && git.get().compareTo(highest.get().version()) >= 0) {
            return with(facts, gitCounts ? facts.previous() : Optional.empty(), facts.commits());
        }
        if (gitCounts && git.isPresent() && !follows(git.get(), highest.get().version())) {
            throw new TerminalException(
                    "Git and the image repository disagree: the highest release in this history is "
                            + facts.previous().get().name() + ", but " + repository + " holds "
                            + highest.get().version() + ", which one unpushed tag cannot explain.",
                    "Push the missing tags, correct the repository, or read one source only (sources: ['git']).");
        }
        return since(highest.get(), facts, repository);
    }

    private RepositoryFacts since(Image image, RepositoryFacts facts, String repository) {
        String name = "image " + repository + ":" + image.version();
        Optional<Commit> built = facts.commits().stream().filter(image::isOf).findFirst();
        if (built.isPresent()) {
            return with(facts, release(image, name), facts.commitsAfter(built.get()));
        }
        boolean gitKnows = facts.previous()
                .filter(tag -> gitCounts || tag.version().equals(image.version()))
                .isPresent();
        return gitKnows
                ? with(facts, release(image, name), facts.commits())
                : with(
                        facts,
                        release(image, name + ", whose commit no tag names, so that only the newest commit counts"),
                        newest(facts));
    }

    private static Optional<ReleaseTag> release(Image image, String name) {
        return Optional.of(new ReleaseTag(image.version(), name, ""));
    }

    /** The checked-out commit with what it merged. */
    private static List<Commit> newest(RepositoryFacts facts) {
        return facts.head().parents().stream()
                .findFirst()
                .map(facts::commitsBeyond)
                .orElse(facts.commits());
    }

    private Stream<Image> images(Set<String> tags) {
        List<String> commits = new ArrayList<>();
        tags.forEach(tag -> id(tag).ifPresent(commits::add));
        return tags.stream().flatMap(tag -> version(tag).stream()).map(version -> new Image(version, commits));
    }

    private Optional<SemanticVersion> version(String tag) {
        String text = !prefix.isEmpty() && tag.startsWith(prefix) ? tag.substring(prefix.length()) : tag;
        return SemanticVersion.find(text).filter(SemanticVersion::isRelease).map(SemanticVersion::core);
    }

    private static Optional<String> id(String tag) {
        Matcher match = COMMIT_TAG.matcher(tag);
        return match.matches() ? Optional.of(match.group("id")) : Optional.empty();
    }

    private static boolean isOf(Commit commit, String tag) {
        return id(tag).filter(commit.id()::startsWith).isPresent();
    }

    /**
     * Whether the image was built from the checked-out commit by an earlier run: a tag of the image says so, or the repository has
     * some tag of this commit and the version is what Git alone gives to it. Then it is this commit's own answer and nothing to go
     * beyond.
     */
    private boolean isOfHead(Image image, RepositoryFacts facts, boolean builtBefore) {
        Optional<SemanticVersion> git = facts.previous().map(ReleaseTag::version);
        boolean unknown = image.commits().isEmpty();
        return image.isOf(facts.head())
                || unknown && builtBefore && gitCounts && git.isPresent() && follows(git.get(), image.version());
    }

    private static boolean follows(SemanticVersion from, SemanticVersion to) {
        return Stream.of(Bump.PATCH, Bump.MINOR, Bump.MAJOR)
                .anyMatch(bump -> from.bump(bump).equals(to));
    }

    /** What was merged to main before the commits is settled. */
    private static RepositoryFacts with(RepositoryFacts facts, Optional<ReleaseTag> previous, List<Commit> commits) {
        List<Commit> mainLine = commits.size() == facts.commits().size()
                ? facts.mainLine()
                : facts.mainLine().stream().filter(commits::contains).toList();
        return new RepositoryFacts(
                facts.head(),
                facts.tree(),
                facts.onHead(),
                previous,
                commits,
                mainLine,
                facts.releases(),
                facts.tips());
    }
}
