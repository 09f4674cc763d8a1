package io.jenkins.plugins.delivery.runner.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** File patterns as Ant and Jenkins have them: comma-separated, {@code **} for any number of folders, including none. */
final class AntGlob {

    private static final String DEFAULT_EXCLUDES = "**/.git/**,**/.svn/**,**/.DS_Store";

    private final List<Pattern> includes;
    private final List<Pattern> excludes;

    private AntGlob(List<Pattern> includes, List<Pattern> excludes) {
        this.includes = includes;
        this.excludes = excludes;
    }

    /** @param excludes further patterns of what is left out; null or empty for none */
    static AntGlob of(String includes, String excludes, boolean defaultExcludes) {
        Stream<Pattern> own = excludes == null || excludes.isBlank() ? Stream.of() : patterns(excludes);
        Stream<Pattern> usual = defaultExcludes ? patterns(DEFAULT_EXCLUDES) : Stream.of();
        return new AntGlob(
                patterns(includes).toList(), Stream.concat(own, usual).toList());
    }

    /** Regular files below the folder that match, relative to it, sorted. */
    List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(this::matches)
                    .sorted()
                    .toList();
        }
    }

    private boolean matches(Path file) {
        String path = file.toString().replace('\\', '/');
        return includes.stream().anyMatch(p -> p.matcher(path).matches())
                && excludes.stream().noneMatch(p -> p.matcher(path).matches());
    }

    private static Stream<Pattern> patterns(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .map(AntGlob::pattern);
    }

    private static Pattern pattern(String glob) {
        String path = glob.endsWith("/") ? glob + "**" : glob;
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < path.length()) {
            char c = path.charAt(i);
            if (path.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 3;
            } else if (path.startsWith("/**", i) && i + 3 == path.length()) {
                regex.append("(?:/.*)?");
                i += 3;
            } else if (path.startsWith("**", i)) {
                regex.append(".*");
                i += 2;
            } else {
                regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
                i++;
            }
        }
        return Pattern.compile(regex.toString());
    }
}
