package io.jenkins.plugins.delivery.engine.git.ssh;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/** Host keys in the format of {@code known_hosts} (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"), hashed names and patterns included. */
public final class KnownHosts {

    private static final Pattern WITH_PORT = Pattern.compile("\\[(.+)]:(\\d+)");
    private static final int DEFAULT_PORT = 22;
    private static final String REVOKED = "revoked";

    private record Line(KnownHostEntry entry, PublicKey key) {}

    private final List<Line> lines;

    private KnownHosts(List<Line> lines) {
        this.lines = lines;
    }

    /** Reads the lines; those that are no host key, or of a kind that is not supported, are passed over, as OpenSSH does. */
    public static KnownHosts of(String text) {
        List<Line> lines = new ArrayList<>();
        text.lines().map(String::strip).forEach(line -> line(line).ifPresent(lines::add));
        return new KnownHosts(lines);
    }

    private static Optional<Line> line(String text) {
        try {
            KnownHostEntry entry = KnownHostEntry.parseKnownHostEntry(text);
            if (entry == null) {
                return Optional.empty();
            }
            return Optional.ofNullable(
                            entry.getKeyEntry().resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.IGNORING))
                    .map(key -> new Line(entry, key));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The keys of a server. @param address {@code host}, or {@code [host]:port} for another port than 22 */
    public List<PublicKey> keys(String address) {
        return lines.stream()
                .filter(line -> line.entry().getMarker() == null && matches(line, address))
                .map(Line::key)
                .toList();
    }

    /** Whether a line says that the server must never show this key again. */
    public boolean isRevoked(String address, PublicKey key) {
        return lines.stream()
                .anyMatch(line -> REVOKED.equals(line.entry().getMarker())
                        && KeyUtils.compareKeys(line.key(), key)
                        && matches(line, address));
    }

    private static boolean matches(Line line, String address) {
        Matcher port = WITH_PORT.matcher(address);
        return port.matches()
                ? line.entry().isHostMatch(port.group(1), Integer.parseInt(port.group(2)))
                : line.entry().isHostMatch(address, DEFAULT_PORT);
    }
}
