package io.jenkins.plugins.delivery.engine.yaml;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The documents of the texts that were read last. A promotion reads its file several times, and when many promotions change one file,
 * each begins with the text that the one before it has just left and checked.
 */
final class LastRead {

    private static final int KEPT = 8;

    /** In characters; a longer text is read again, rather than kept with many times its size in nodes. */
    private static final int LONGEST = 256 * 1024;

    private static final Deque<SoftReference<Read>> LAST = new ArrayDeque<>();

    private LastRead() {}

    /** Nodes do not change, so everybody may have the same. */
    private record Read(String name, String text, List<YamlNode> documents) {}

    /**
     * The documents of a text.
     *
     * @throws io.jenkins.plugins.delivery.engine.TerminalException as {@link YamlReader#read}
     */
    static List<YamlNode> documents(String name, String text) {
        if (text.length() > LONGEST) {
            return YamlReader.read(name, text);
        }
        List<YamlNode> known = known(name, text);
        if (known != null) {
            return known;
        }
        List<YamlNode> read = List.copyOf(YamlReader.read(name, text));
        synchronized (LAST) {
            LAST.addFirst(new SoftReference<>(new Read(name, text, read)));
            if (LAST.size() > KEPT) {
                LAST.removeLast();
            }
        }
        return read;
    }

    private static List<YamlNode> known(String name, String text) {
        synchronized (LAST) {
            for (SoftReference<Read> reference : LAST) {
                Read read = reference.get();
                if (read != null && read.text().equals(text) && read.name().equals(name)) {
                    return read.documents();
                }
            }
        }
        return null;
    }
}
