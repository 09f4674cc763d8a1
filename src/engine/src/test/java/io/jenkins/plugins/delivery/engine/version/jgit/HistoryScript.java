package io.jenkins.plugins.delivery.engine.version.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.Tool;
import io.jenkins.plugins.delivery.engine.version.SemverTagResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A history that is built by the real Git, line by line, and what semverTag says on the way. Lines:
 *
 * <pre>
 * # a comment
 * commit TEXT              writes a new file and commits it; \n in the text is a line break
 * commit @PATH TEXT        the same in the file that is named
 * merge BRANCH… = TEXT     a merge commit, also where a fast forward were possible
 * squash BRANCH = TEXT     one commit with all that the branch has
 * annotated TAG            an annotated tag
 * with NAME=VALUE…         the parameters of semverTag from here on; nothing for none
 * env NAME=VALUE…          the environment of the run from here on
 * images TAG…              the tags in the image repository
 * expect VERSION | TEXT…   the version of what is checked out, and parts of the reason; {REV} is a short id
 * refuse TEXT | TEXT…      parts of the sentence that refuses
 * …                        anything else is a Git command
 * </pre>
 */
final class HistoryScript {

    private static final Pattern REVISION = Pattern.compile("\\{(?<revision>[^}]+)}");
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private final Path directory;
    private final Map<String, Object> arguments = new HashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> images = new ArrayList<>();
    private int minutes;
    private int expectations;

    HistoryScript(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        git(List.of("init", "-q", "-b", "main"));
    }

    /** Runs the script; gives the number of its expectations. */
    int run(List<String> lines) throws IOException, InterruptedException {
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    line(line.strip());
                } catch (AssertionError e) {
                    throw new AssertionError("at: " + line + "\n" + e.getMessage(), e);
                }
            }
        }
        return expectations;
    }

    private void line(String line) throws IOException, InterruptedException {
        String[] words = line.split(" ", 2);
        String rest = words.length == 1 ? "" : words[1].strip();
        switch (words[0]) {
            case "commit" -> commit(rest);
            case "merge" -> combine(rest, List.of("--no-ff", "--no-commit"));
            case "squash" -> combine(rest, List.of("--squash"));
            case "annotated" -> git(List.of("tag", "-a", "-m", "Release", rest));
            case "with" -> set(rest, arguments);
            case "env" -> {
                Map<String, Object> values = new LinkedHashMap<>();
                set(rest, values);
                environment.clear();
                values.forEach((name, value) -> environment.put(name, value.toString()));
            }
            case "images" -> {
                images.clear();
                images.addAll(List.of(rest.split(" ")));
            }
            case "expect" -> expect(parts(rest));
            case "refuse" -> refuse(parts(rest));
            default -> git(List.of(line.split(" +")));
        }
    }

    private void commit(String text) throws IOException, InterruptedException {
        String[] named = text.startsWith("@") ? text.substring(1).split(" ", 2) : new String[] {"file" + minutes, text};
        Path file = directory.resolve(named[0]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "written after " + minutes + " minutes\n");
        git(List.of("add", "--all"));
        git(List.of("commit", "-q", "-m", named[1].replace("\\n", "\n")));
    }

    private void combine(String rest, List<String> options) throws IOException, InterruptedException {
        String[] sides = rest.split(" = ", 2);
        List<String> command = new ArrayList<>(List.of("merge", "-q"));
        command.addAll(options);
        command.addAll(List.of(sides[0].split(" +")));
        git(command);
        git(List.of("commit", "-q", "-m", sides[1].replace("\\n", "\n")));
    }

    /** A name with a dot is an entry of a map. */
    @SuppressWarnings("unchecked")
    private static void set(String rest, Map<String, Object> values) {
        values.clear();
        Stream.of(rest.split(" +")).filter(word -> !word.isEmpty()).forEach(word -> {
            String[] pair = word.split("=", 2);
            String[] path = pair[0].split("\\.", 2);
            if (path.length == 1) {
                values.put(pair[0], pair[1]);
            } else {
                ((Map<String, Object>) values.computeIfAbsent(path[0], name -> new HashMap<>())).put(path[1], pair[1]);
            }
        });
    }

    private void expect(List<String> wanted) throws InterruptedException {
        expectations++;
        SemverTagResult result = tagger().run(directory, arguments);
        assertThat(result.version()).hasToString(wanted.get(0));
        assertThat(result.decision().reason())
                .contains(wanted.subList(1, wanted.size()).toArray(String[]::new));
        assertThat(tagger().run(directory, arguments).toMap()).isEqualTo(result.toMap());
    }

    private void refuse(List<String> sentences) {
        expectations++;
        assertThatThrownBy(() -> tagger().run(directory, arguments))
                .isInstanceOf(TerminalException.class)
                .hasMessageContainingAll(sentences.toArray(String[]::new));
    }

    private TaggerFixture tagger() {
        TaggerFixture tagger = new TaggerFixture().images(images.toArray(String[]::new));
        environment.forEach(tagger::with);
        return tagger;
    }

    private List<String> parts(String text) throws IOException, InterruptedException {
        StringBuilder filled = new StringBuilder();
        Matcher revision = REVISION.matcher(text);
        while (revision.find()) {
            String id = git(List.of("rev-parse", revision.group("revision") + "^{commit}"));
            revision.appendReplacement(filled, id.substring(0, 7));
        }
        revision.appendTail(filled);
        return Arrays.stream(filled.toString().split("\\|")).map(String::strip).toList();
    }

    /** Author, dates and settings are fixed, so that every machine builds the same commits. */
    private String git(List<String> arguments) throws IOException, InterruptedException {
        minutes++;
        String now = START.plusSeconds(60L * minutes).toString();
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(arguments);
        Tool.Ended ended = Tool.end(
                directory,
                Map.of(
                        "GIT_AUTHOR_NAME",
                        "Dana",
                        "GIT_AUTHOR_EMAIL",
                        "dana@example.com",
                        "GIT_COMMITTER_NAME",
                        "Dana",
                        "GIT_COMMITTER_EMAIL",
                        "dana@example.com",
                        "GIT_AUTHOR_DATE",
                        now,
                        "GIT_COMMITTER_DATE",
                        now,
                        "GIT_EDITOR",
                        "true"),
                command.toArray(String[]::new));
        assertThat(ended.code())
                .as(String.join(" ", command) + "\n" + ended.output())
                .isZero();
        return ended.output().strip();
    }
}
