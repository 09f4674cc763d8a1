package io.jenkins.plugins.delivery.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Documents that no one wrote: any mix of block and flow, indentation, quotes, comments, anchors and YAML inside of texts. */
class GeneratedYamlPropertyTest {

    /** @param start of the scalar as it is written, quotes included */
    record Leaf(String path, int start, int end) {}

    record Generated(String text, List<Leaf> leaves) {
        @Override
        public String toString() {
            return text;
        }
    }

    @Provide
    Arbitrary<Generated> yaml() {
        return Arbitraries.randomValue(random -> new Writer(random).document());
    }

    @Property(tries = 400)
    void everyScalarIsReplacedInItsPlace(
            @ForAll @From("yaml") Generated document, @ForAll @From("versions") String version) {
        YamlEdit edit = YamlEdit.of("generated.yaml", document.text());
        for (Leaf leaf : document.leaves()) {
            YamlEdit changed = edit.replace(leaf.path(), version);
            assertThat(changed.get(leaf.path())).isEqualTo(version);
            assertThat(changed.text())
                    .as(leaf.path())
                    .startsWith(document.text().substring(0, leaf.start()))
                    .endsWith(document.text().substring(leaf.end()))
                    .hasSizeLessThan(document.text().length() - (leaf.end() - leaf.start()) + version.length() + 3);
            assertThat(changed.replace(leaf.path(), edit.get(leaf.path())).get(leaf.path()))
                    .isEqualTo(edit.get(leaf.path()));
        }
    }

    @Property(tries = 200)
    void theOrderOfTwoEditsDoesNotMatter(
            @ForAll @From("yaml") Generated document, @ForAll @From("versions") String version) {
        YamlEdit edit = YamlEdit.of("generated.yaml", document.text());
        String first = document.leaves().get(0).path();
        String last = document.leaves().get(document.leaves().size() - 1).path();
        assertThat(edit.replace(first, version).replace(last, version).text())
                .isEqualTo(edit.replace(last, version).replace(first, version).text());
    }

    @Property(tries = 200)
    void everyPlaceTellsThePathThatLeadsToIt(@ForAll @From("yaml") Generated document) {
        YamlEdit edit = YamlEdit.of("generated.yaml", document.text());
        List<YamlPlace> open = new ArrayList<>(YamlPlace.documents("generated.yaml", document.text()));
        int scalars = 0;
        while (!open.isEmpty()) {
            YamlPlace place = open.remove(0);
            if (place.text().isPresent()) {
                assertThat(edit.get(place.path())).isEqualTo(place.text().get());
                scalars++;
            }
            open.addAll(place.children());
            open.addAll(place.items("k0", "name"));
        }
        assertThat(scalars).isPositive();
    }

    @Provide
    Arbitrary<String> versions() {
        return Arbitraries.of("1.4.0", "v2.0.0-rc.1", "1.10", "12e4567", "sha256:0123", "7", "registry:5000/a/b");
    }

    /** Writes a random document and notes where each scalar came to stand. */
    private static final class Writer {
        private final Random random;
        private final StringBuilder text = new StringBuilder();
        private final List<Leaf> leaves = new ArrayList<>();

        Writer(Random random) {
            this.random = random;
        }

        Generated document() {
            if (one(4)) {
                text.append("# ").append(one(2) ? "größer 😀" : "tag: 1.0.0").append('\n');
            }
            if (one(4)) {
                text.append("---\n");
            }
            mapping("", 0, 0);
            String written = text.toString();
            if (one(3)) {
                return windows(written);
            }
            return new Generated(written, leaves);
        }

        private Generated windows(String written) {
            List<Leaf> moved = leaves.stream()
                    .map(leaf -> new Leaf(leaf.path(), moved(written, leaf.start()), moved(written, leaf.end())))
                    .toList();
            return new Generated(written.replace("\n", "\r\n"), moved);
        }

        private static int moved(String written, int at) {
            return at
                    + (int) written.substring(0, at)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
        }

        private void mapping(String path, int indent, int depth) {
            int entries = 1 + random.nextInt(4);
            for (int i = 0; i < entries; i++) {
                String key = "k" + i;
                noise(indent);
                text.append(" ".repeat(indent))
                        .append(one(5) ? "\"" + key + "\"" : key)
                        .append(':');
                value(path.isEmpty() ? key : path + "." + key, indent, depth);
            }
        }

        private void sequence(String path, int indent, int depth) {
            int items = 1 + random.nextInt(3);
            for (int i = 0; i < items; i++) {
                noise(indent);
                text.append(" ".repeat(indent)).append('-');
                value(path + "[" + i + "]", indent, depth);
            }
        }

        /** What comes after a colon or a dash, up to the end of its last line. */
        private void value(String path, int indent, int depth) {
            int kind = depth > 3 ? random.nextInt(4) : random.nextInt(8);
            int deeper = indent + 1 + random.nextInt(4);
            switch (kind) {
                case 4, 5 -> {
                    endOfLine();
                    mapping(path, deeper, depth + 1);
                }
                case 6 -> {
                    endOfLine();
                    sequence(path, deeper, depth + 1);
                }
                case 7 -> {
                    text.append(one(2) ? " |" : " |-")
                            .append(one(3) ? " # inside is YAML" : "")
                            .append('\n');
                    mapping(path, deeper, 4);
                }
                case 3 -> {
                    text.append(' ');
                    flow(path, depth);
                    endOfLine();
                }
                default -> {
                    text.append(" ".repeat(1 + random.nextInt(3)));
                    if (one(8)) {
                        text.append("&a").append(leaves.size()).append(' ');
                    }
                    scalar(path);
                    endOfLine();
                }
            }
        }

        private void flow(String path, int depth) {
            boolean list = one(2);
            text.append(list ? "[" : "{");
            int entries = 1 + random.nextInt(3);
            for (int i = 0; i < entries; i++) {
                text.append(i == 0 ? "" : ",").append(one(2) ? " " : "");
                text.append(list ? "" : "k" + i + ": ");
                String inner = list ? path + "[" + i + "]" : path + ".k" + i;
                if (depth < 3 && one(4)) {
                    flow(inner, depth + 1);
                } else {
                    scalar(inner);
                }
            }
            text.append(one(2) ? " " : "").append(list ? "]" : "}");
        }

        private void scalar(String path) {
            int start = text.length();
            String value = List.of("1.3.0", "text", "7", "true", "a-b", "0.5", "two words")
                    .get(random.nextInt(7));
            switch (random.nextInt(4)) {
                case 0 -> text.append('\'').append(value).append("'");
                case 1 -> text.append('"').append(value).append('"');
                default -> text.append(value);
            }
            leaves.add(new Leaf(path, start, text.length()));
        }

        private void noise(int indent) {
            if (one(6)) {
                text.append('\n');
            }
            if (one(6)) {
                text.append(" ".repeat(indent)).append("# k0: 1.3.0\n");
            }
        }

        private void endOfLine() {
            text.append(one(5) ? "   # it's \"kept\"" : "")
                    .append(one(9) ? "  " : "")
                    .append('\n');
        }

        private boolean one(int of) {
            return random.nextInt(of) == 0;
        }
    }
}
