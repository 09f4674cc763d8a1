package io.jenkins.plugins.delivery.engine.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmIgnoreTest {

    private static final String LETTERS = "ab*?[]^-\\!/. #";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "*.txt, a.txt, true",
        "*.txt, deep/a.txt, true",
        "/*.txt, deep/a.txt, false",
        "deep/*.txt, deep/a.txt, true",
        "deep/*, deep/er/a.txt, false",
        "a?c, abc, true",
        "a?c, a/c, false",
        "[a-c]x, bx, true",
        "[^a-c]x, bx, false",
        "[a\\]]x, ]x, true",
        "\\*x, *x, true",
        "\\*x, ax, false",
        "!keep, keep, false",
        "!keep, other, true",
        "docs/, docs, false",
        "templates/a, templates/.a, true",
        "a*b*c, axxbxxc, true",
        "a*b*c, axxbxx, false",
    })
    void aRuleDecidesAboutAFile(String rule, String path, boolean ignored) {
        assertThat(HelmIgnore.parse(rule).ignores(path, false)).isEqualTo(ignored);
    }

    @Test
    void aRuleForDirectoriesDecidesAboutThoseOnly() {
        HelmIgnore ignore = HelmIgnore.parse("docs/\n/build/\n");
        assertThat(ignore.ignores("docs", true)).isTrue();
        assertThat(ignore.ignores("deep/docs", true)).isTrue();
        assertThat(ignore.ignores("deep/build", true)).isFalse();
        assertThat(ignore.ignores("build", true)).isTrue();
        assertThat(ignore.ignores("build", false)).isFalse();
    }

    @Test
    void everyWrongLineIsNamed() {
        assertThatThrownBy(() -> HelmIgnore.parse("\uFEFF# c\n**/a\n\n[a\nb\\\n"))
                .hasMessageContaining("line 2: '**/a'")
                .hasMessageContaining("line 4: '[a'")
                .hasMessageContaining("line 5: 'b\\'");
    }

    /** What Helm packs of a tree is what it packs of our copy of it, for rules nobody would write. */
    @Test
    void theCopyLeavesOutWhatHelmLeavesOut() throws Exception {
        Path chart = directory.resolve("deploy/chart");
        Random random = new Random(20261121);
        int refused = 0;
        try (SharedHelm helm = new SharedHelm()) {
            tree(chart);
            for (int i = 0; i < 150; i++) {
                StringBuilder rules = new StringBuilder();
                for (int rule = 0; rule <= random.nextInt(3); rule++) {
                    random.ints(1 + random.nextInt(5), 0, LETTERS.length())
                            .forEach(letter -> rules.append(LETTERS.charAt(letter)));
                    rules.append('\n');
                }
                Files.writeString(chart.resolve(".helmignore"), rules);
                Path copy = directory.resolve("copy" + i);
                Set<String> helms = packed(helm.session(), chart, "helm" + i);
                Set<String> ours;
                try {
                    ChartCopy.copy(directory, chart, copy, directory.resolve("target"), new ChartLimits());
                    ours = packed(helm.session(), copy, "ours" + i);
                } catch (InvalidInputException e) {
                    refused++;
                    ours = Set.of();
                }
                assertThat(ours).as("files with the rules <%s>", rules).isEqualTo(helms);
            }
        }
        assertThat(refused).as("rules that Helm and we refuse").isBetween(5, 100);
    }

    private Set<String> packed(Helm helm, Path chart, String name) throws IOException, InterruptedException {
        Path out = Files.createDirectory(directory.resolve(name));
        try {
            helm.packageChart(chart, out);
        } catch (HelmException e) {
            return Set.of();
        }
        return new TreeSet<>(
                ArchiveFiles.read(out.resolve("payments-0.0.0.tgz")).keySet());
    }

    private static void tree(Path chart) {
        ChartFixture.write(chart);
        for (String name : List.of("a", "b", "-", "ab", "a.b", ".a", "^", "]", "!a", "#a", "ba", "aab", "a b")) {
            ChartFixture.file(chart, "files/" + name, "");
            ChartFixture.file(chart, "files/" + name + "d/b", "");
            ChartFixture.file(chart, name + ".d/" + name, "");
            ChartFixture.file(chart, name + ".f", "");
        }
    }
}
