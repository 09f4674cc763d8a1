package io.jenkins.plugins.delivery.engine.gate;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.yaml.EntryList;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tests whose failures do not count for a while, each with an owner, a reason and an end. In the file
 *
 * <pre>
 * - test: shop.CheckoutTest.pays*
 *   owner: payments
 *   reason: the sandbox of the card provider is slow in the morning
 *   expires: 2027-01-31
 *   suite: browser
 * </pre>
 *
 * {@code *} stands for any text and {@code ?} for one character; {@code suite} is optional.
 */
record FlakyList(List<Entry> entries) {

    static final FlakyList EMPTY = new FlakyList(List.of());

    private static final EntryList.Shape SHAPE =
            new EntryList.Shape("The flaky list", List.of("test", "owner", "reason", "expires"), List.of("suite"));

    FlakyList {
        entries = List.copyOf(entries);
    }

    /**
     * One accepted test.
     *
     * @param test its name, or a pattern of names
     * @param suite the suite that it is in; empty for every suite
     * @param expires last day on which its failures do not count, in UTC
     */
    record Entry(String test, String suite, String owner, String reason, LocalDate expires, Pattern pattern) {

        boolean expired(LocalDate today) {
            return expires.isBefore(today);
        }

        boolean matches(String ofSuite, TestCase test) {
            return (suite.isEmpty() || suite.equals(ofSuite))
                    && (pattern.matcher(test.test()).matches()
                            || test.id() != null && pattern.matcher(test.id()).matches());
        }

        /** For messages. */
        String why() {
            return "is on the flaky list until " + expires + " (" + owner + ": " + reason + ")";
        }
    }

    /**
     * Reads the list of a workspace.
     *
     * @param file relative path
     * @param required whether it has to be there
     * @throws InvalidInputException with every problem of every entry
     */
    static FlakyList read(Path workDir, String file, boolean required) {
        if (!EntryList.exists(workDir, file, SHAPE)) {
            if (required) {
                throw new NotFoundException(
                        "There is no flaky list '" + file + "' in the workspace.", "Create it, or leave flaky out.");
            }
            return EMPTY;
        }
        return new FlakyList(EntryList.read(workDir, file, SHAPE, FlakyList::problems).stream()
                .map(FlakyList::entry)
                .toList());
    }

    private static List<String> problems(EntryList.Entry entry) {
        String test = entry.text("test");
        return !test.isEmpty() && test.matches("[*?.]*")
                ? List.of("'" + test + "' stands for every test; name those that are flaky")
                : List.of();
    }

    private static Entry entry(EntryList.Entry entry) {
        String test = entry.text("test");
        return new Entry(
                test, entry.text("suite"), entry.text("owner"), entry.text("reason"), entry.expires(), pattern(test));
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                glob.chars()
                        .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c)))
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }

    /** The entry that excuses a failure of the test today. */
    Optional<Entry> excuse(String suite, TestCase test, LocalDate today) {
        return entries.stream()
                .filter(entry -> !entry.expired(today) && entry.matches(suite, test))
                .findFirst();
    }

    /** Sentences on the entries whose last day has passed. */
    List<String> expired(LocalDate today) {
        return entries.stream()
                .filter(entry -> entry.expired(today))
                .map(entry -> "The flaky list's entry '" + entry.test() + "' of " + entry.owner() + " expired on "
                        + entry.expires() + "; its failures count again. Repair the test, then delete the entry.")
                .toList();
    }
}
