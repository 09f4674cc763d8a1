package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The versions of one service that must not be promoted to any environment. They stand in a file of the GitOps repository whose name has
 * no ending, so that Argo CD does not take it for a manifest; who may push there may edit it. Immutable.
 */
public final class Quarantine {

    private static final String DIRECTORY = ".delivery/quarantine/";

    private final String service;
    private final String text;

    private Quarantine(String service, String text) {
        this.service = service;
        this.text = text;
    }

    /** What is banned at the tip of the repository. */
    public static Quarantine of(GitOpsRepository repository, String service) {
        String file = DIRECTORY + service;
        return new Quarantine(
                service, repository.has(repository.tip(), file) ? repository.read(repository.tip(), file) : "");
    }

    /** What such a file says. */
    static Quarantine read(String service, String text) {
        return new Quarantine(service, text);
    }

    /** Where it stands in the GitOps repository. */
    public String file() {
        return DIRECTORY + service;
    }

    /** The whole file; empty when nothing is banned. */
    public String text() {
        return text;
    }

    /** What is banned, oldest first. */
    public List<QuarantineLine> lines() {
        return text.lines().filter(Quarantine::bans).map(QuarantineLine::parse).toList();
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
        Optional<QuarantineLine> line = find(version, digest);
        if (line.isPresent()) {
            String banned = line.get().version();
            String what = banned.equals(version)
                    ? service + " " + version + " is in quarantine"
                    : service + " " + version + " has the image of " + banned + ", which is in quarantine";
            throw new TerminalException(
                    what + line.get() + ".",
                    "Promote a version that repairs it; or, should it be good after all, lift that with quarantine service: '"
                            + service + "', version: '" + banned + "', lift: true, reason: '…'.");
        }
    }

    /** The same with one more line; the same as it is when that version and image are banned already. */
    Quarantine with(QuarantineLine line) {
        boolean there = lines().stream()
                .anyMatch(old -> old.version().equals(line.version())
                        && (line.digest() == null || line.digest().equals(old.digest())));
        if (there) {
            return this;
        }
        String before = text.isEmpty()
                ? "# Versions of " + service
                        + " that are not promoted. The step quarantine with lift: true ends that.\n"
                : text.endsWith("\n") ? text : text + "\n";
        return new Quarantine(service, before + line.text() + "\n");
    }

    /** The same without the lines of a version; without any line the text is empty. */
    Quarantine without(String version) {
        List<String> kept = new ArrayList<>(text.lines().toList());
        kept.removeIf(line -> bans(line) && QuarantineLine.parse(line).version().equals(version));
        boolean empty = kept.stream().noneMatch(Quarantine::bans);
        return new Quarantine(
                service, empty ? "" : kept.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    private static boolean bans(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }
}
