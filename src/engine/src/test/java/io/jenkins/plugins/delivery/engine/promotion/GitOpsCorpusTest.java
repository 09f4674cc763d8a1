package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as teams have them in their GitOps repositories: a promotion changes the scalars that tell the version, and no other byte. */
class GitOpsCorpusTest {

    private static final String CORPUS = "/io/jenkins/plugins/delivery/engine/layout/corpus/";

    /** One file with what a promotion changes in it. */
    record Case(String file, Map<String, Object> arguments, List<Map<?, ?>> changes) {

        String text() {
            return resource(file);
        }

        /** The file with the changes written into its lines. */
        String expected() {
            List<String> lines = new ArrayList<>(List.of(text().split("\n", -1)));
            for (Map<?, ?> change : changes) {
                int at = (Integer) change.get("line") - 1;
                String was = (String) change.get("was");
                assertThat(lines.get(at)).as(file).containsOnlyOnce(was);
                lines.set(at, lines.get(at).replace(was, (String) change.get("now")));
            }
            return String.join("\n", lines);
        }

        String promoted(String text) {
            Map<String, Object> all = new LinkedHashMap<>(Map.of(
                    "env", "stage",
                    "service", "payments",
                    "version", "1.4.0",
                    "chartVersion", "1.4.0",
                    "gitops", "https://git.example/gitops.git",
                    "file", file));
            all.putAll(arguments);
            ArgoPromoteRequest request = RequestBinder.bind("argoPromote", ArgoPromoteRequest.class, all);
            PromotionIntent intent = PromotionIntent.of(request, "run 7");
            PromotionIntent meant = IntendedPlaces.of(request).in(intent, text);
            String after = meant.applyTo(text);
            assertThat(Values.stand(file, after, meant.values())).as(file).isTrue();
            assertThat(meant.id()).isEqualTo(intent.id());
            return after;
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Case> cases() {
        return ((List<?>) YamlValues.parse("cases.yaml", resource("cases.yaml")))
                .stream().map(Map.class::cast).map(GitOpsCorpusTest::aCase);
    }

    @SuppressWarnings("unchecked")
    private static Case aCase(Map<?, ?> entry) {
        Object arguments = entry.get("arguments");
        return new Case(
                (String) entry.get("file"),
                arguments == null ? Map.of() : (Map<String, Object>) arguments,
                (List<Map<?, ?>>) entry.get("changes"));
    }

    private static String resource(String name) {
        try (InputStream stream = GitOpsCorpusTest.class.getResourceAsStream(CORPUS + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changesTheScalarsAndNoOtherByte(Case one) {
        assertThat(one.promoted(one.text())).isEqualTo(one.expected());
        assertThat(one.promoted(one.expected())).isEqualTo(one.expected());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void alsoWithLineEndsAndMarksOfOtherSystems(Case one) {
        String windows = one.text().replace("\n", "\r\n");
        assertThat(one.promoted(windows)).isEqualTo(one.expected().replace("\n", "\r\n"));
        assertThat(one.promoted("\uFEFF" + one.text())).isEqualTo("\uFEFF" + one.expected());
        assertThat(one.promoted(one.text().stripTrailing()))
                .isEqualTo(one.expected().stripTrailing());
    }

    @Test
    void gitShowsExactlyTheseLines(@TempDir Path root) throws Exception {
        List<Case> cases = cases().toList();
        assertThat(cases).hasSizeGreaterThan(60);
        try (Git git = Git.init().setDirectory(root.toFile()).call();
                DiffFormatter differences = new DiffFormatter(new ByteArrayOutputStream())) {
            git.getRepository().getConfig().setBoolean("core", null, "autocrlf", false);
            Map<String, List<Integer>> expected = new TreeMap<>();
            for (Case one : cases) {
                Path file = root.resolve(one.file());
                Files.createDirectories(file.getParent());
                Files.writeString(file, one.text());
                List<Integer> lines = one.changes().stream()
                        .map(change -> (Integer) change.get("line"))
                        .distinct()
                        .toList();
                expected.put(one.file(), lines);
            }
            git.add().addFilepattern(".").call();
            var before = git.commit()
                    .setMessage("before")
                    .setAuthor("a", "a@example.com")
                    .setSign(false)
                    .call();
            for (Case one : cases) {
                Files.writeString(root.resolve(one.file()), one.promoted(one.text()));
            }
            var after = git.commit()
                    .setAll(true)
                    .setMessage("after")
                    .setAuthor("a", "a@example.com")
                    .setSign(false)
                    .call();

            differences.setRepository(git.getRepository());
            Map<String, List<Integer>> seen = new TreeMap<>();
            for (DiffEntry entry : differences.scan(before, after)) {
                List<Integer> lines = new ArrayList<>();
                for (Edit edit : differences.toFileHeader(entry).toEditList()) {
                    assertThat(edit.getLengthA()).isEqualTo(edit.getLengthB());
                    for (int line = edit.getBeginA(); line < edit.getEndA(); line++) {
                        lines.add(line + 1);
                    }
                }
                seen.put(entry.getNewPath(), lines);
            }
            assertThat(seen).isEqualTo(expected);
        }
    }
}
