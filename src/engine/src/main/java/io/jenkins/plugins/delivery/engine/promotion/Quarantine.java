package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The versions of one service that must not be promoted to any environment. They stand in a file of the GitOps repository whose name has
 * no ending, so that Argo CD does not take it for a manifest; who may push there may edit it. Immutable.
 *
 * <p>The branch has that file and the records beside it have one; what either bans is banned, at once and before anything is merged.
 * A line of the branch, which the product cannot take away there, is lifted by the same line after a {@value #LIFTS} in the records.
 */
public final class Quarantine {

    private static final String DIRECTORY = GitOpsChange.Write.OWN + "quarantine/";

    private static final String LIFTS = "!";

    private final String service;
    private final String branch;
    private final String records;
    private final boolean beside;

    /** @param beside whether the records are written, not the branch */
    private Quarantine(String service, String branch, String records, boolean beside) {
        this.service = service;
        this.branch = branch;
        this.records = records;
        this.beside = beside;
    }

    /** What is banned at the tip of the repository and in its records. */
    public static Quarantine of(GitOpsRepository repository, String service) {
        String file = DIRECTORY + service;
        Optional<String> recorded = repository.recorded();
        return new Quarantine(
                service,
                read(repository, Optional.of(repository.tip()), file),
                read(repository, recorded, file),
                repository.written().equals(recorded));
    }

    private static String read(GitOpsRepository repository, Optional<String> commit, String file) {
        return commit.filter(id -> repository.has(id, file))
                .map(id -> repository.read(id, file))
                .orElse("");
    }

    /** Where it stands in the GitOps repository. */
    public String file() {
        return DIRECTORY + service;
    }

    /** The whole file where it is written; empty when it says nothing. */
    public String text() {
        return beside ? records : branch;
    }

    /** What is banned, oldest first. */
    public List<QuarantineLine> lines() {
        return Stream.concat(ofBranch(), records.lines().filter(Quarantine::bans))
                .distinct()
                .map(QuarantineLine::parse)
                .toList();
    }

    /** The lines of the branch that are in force. */
    private Stream<String> ofBranch() {
        List<String> lifted = records.lines()
                .filter(line -> line.startsWith(LIFTS))
                .map(line -> line.substring(LIFTS.length()))
                .toList();
        return branch.lines().filter(Quarantine::bans).filter(line -> !lifted.contains(line));
    }

    /** Whether the records ban a version, so that only they can free it. */
    boolean isRecorded(String version) {
        return records.lines().anyMatch(line -> bans(line, version));
    }

    /** The line that bans a version or the image that it has. */
    public Optional<QuarantineLine> find(String version, String digest) {
        return lines().stream().filter(line -> line.bans(version, digest)).findFirst();
    }

    /**
     * Lets a version pass that is not banned.
     *
     * @param digest of its image, or null
     * @throws TerminalException when it is, with the reason and how to lift it
     */
    public void admit(String version, String digest) {
        refusal(version, digest).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** Why a version does not pass; empty for one that does. */
    Optional<TerminalException> refusal(String version, String digest) {
        return find(version, digest).map(line -> {
            String banned = line.version();
            String what = banned.equals(version)
                    ? service + " " + version + " is in quarantine"
                    : service + " " + version + " has the image of " + banned + ", which is in quarantine";
            return new TerminalException(
                    what + line.toString().replaceFirst("[.]$", "") + ".",
                    "Promote a version that repairs it; or, should it be good after all, lift that with quarantine service: '"
                            + service + "', version: '" + banned + "', lift: true, reason: '…'.");
        });
    }

    /** The same with one more line; the same as it is when that version and image are banned already. */
    Quarantine with(QuarantineLine line) {
        boolean there = lines().stream()
                .anyMatch(old -> old.version().equals(line.version())
                        && (line.digest() == null || line.digest().equals(old.digest())));
        if (there) {
            return this;
        }
        return append(line.text());
    }

    /** The same without a version; when nothing is left to say, the text is empty. */
    Quarantine without(String version) {
        List<String> kept = new ArrayList<>(text().lines().toList());
        kept.removeIf(line -> bans(line, version));
        boolean empty = kept.stream().allMatch(line -> line.isBlank() || isComment(line));
        Quarantine after =
                written(empty ? "" : kept.stream().map(line -> line + "\n").collect(Collectors.joining()));
        for (String line : beside ? ofBranch().toList() : List.<String>of()) {
            after = bans(line, version) ? after.append(LIFTS + line) : after;
        }
        return after;
    }

    private Quarantine append(String line) {
        String before = text().isEmpty()
                ? "# Versions of " + service
                        + " that are not promoted. The step quarantine with lift: true ends that.\n"
                : text().endsWith("\n") ? text() : text() + "\n";
        return written(before + line + "\n");
    }

    private Quarantine written(String text) {
        return new Quarantine(service, beside ? branch : text, beside ? text : records, beside);
    }

    private static boolean bans(String line, String version) {
        return bans(line) && QuarantineLine.parse(line).version().equals(version);
    }

    private static boolean bans(String line) {
        return !line.isBlank() && !isComment(line) && !line.startsWith(LIFTS);
    }

    private static boolean isComment(String line) {
        return line.strip().startsWith("#");
    }
}
