package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Copies a chart out of the workspace, so that its sources stay as they are. Links are replaced by what they point to; a link that
 * leads out of the chart is a problem, because Helm would follow it and put any readable file of the machine into the archive. What
 * {@code .helmignore} names is neither copied nor counted nor judged.
 */
final class ChartCopy {

    /** Never part of a chart, and possibly large. */
    private static final Set<String> LEFT_OUT = Set.of(".git");

    /** Files of the chart's directory that the packaging itself reads, even where the archive shall not have them. */
    private static final Pattern NEEDED =
            Pattern.compile("Chart\\.(yaml|lock)|requirements\\.(yaml|lock)|values(-.+)?\\.ya?ml|\\.helmignore");

    /** What the JDK shows where the locale of the JVM cannot express a name. */
    private static final char UNKNOWN = '\uFFFD';

    private final Path workDir;
    private final Path root;
    private final Path destination;
    private final ChartLimits limits;
    private final HelmIgnore ignore;
    private final Deque<Path> above = new ArrayDeque<>();
    private final byte[] buffer = new byte[64 * 1024];

    private ChartCopy(Path workDir, Path root, Path destination, ChartLimits limits) throws IOException {
        this.workDir = workDir;
        this.root = root;
        this.destination = Files.exists(destination) ? destination.toRealPath() : destination;
        this.limits = limits;
        this.ignore = ignore();
    }

    /**
     * Copies a directory; the target must not exist. Each link that leads out, is broken or forms a loop, and whatever is neither
     * file nor directory, becomes a problem.
     *
     * @param workDir the workspace, for messages
     * @param destination the directory that gets archives, which are no part of the chart even inside it
     * @throws ChartLimits.Exceeded when it is too large, or has too many problems
     */
    static void copy(Path workDir, Path source, Path target, Path destination, ChartLimits limits) {
        try {
            Path root = source.toRealPath();
            new ChartCopy(workDir.toRealPath(), root, destination, limits).directory(root, "", target);
        } catch (IOException | DirectoryIteratorException e) {
            throw new TerminalException(
                    "The chart " + WorkspacePath.text(workDir, source) + " cannot be copied (" + e + ").",
                    "Check the permissions of the workspace and the free space for temporary files.",
                    e);
        }
    }

    private HelmIgnore ignore() throws IOException {
        Path file = root.resolve(HelmIgnore.FILE);
        if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root)) {
            return HelmIgnore.parse("");
        }
        if (Files.size(file) > HelmIgnore.LONGEST) {
            throw limits.stop(shown(file) + " has more than " + HelmIgnore.LONGEST + " bytes");
        }
        return HelmIgnore.parse(Files.readString(file));
    }

    private void directory(Path directory, String path, Path copy) throws IOException {
        limits.directory(shown(directory));
        Files.createDirectories(copy);
        above.push(directory.toRealPath());
        for (Path child : children(directory)) {
            child(child, path + child.getFileName(), copy.resolve(child.getFileName()));
        }
        above.pop();
    }

    /** By name, so that the same chart is always refused in the same words; one more than may be is enough. */
    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path child : stream) {
                children.add(child);
                if (children.size() > 2 * ChartLimits.MOST_FILES) {
                    break;
                }
            }
        }
        children.sort(null);
        return children;
    }

    private void child(Path file, String path, Path copy) throws IOException {
        BasicFileAttributes attributes = attributes(file);
        boolean directory = attributes != null && attributes.isDirectory();
        boolean needed = !directory && NEEDED.matcher(path).matches();
        if (!needed && (leftOut(file, directory) || path.indexOf(UNKNOWN) < 0 && ignore.ignores(path, directory))) {
            return;
        }
        if (attributes == null) {
            limits.problem(shown(file) + " is a link that is broken or leads in a circle; replace it by what it shall"
                    + " point to");
            return;
        }
        Path real = file.toRealPath();
        if (!real.startsWith(root)) {
            limits.problem(shown(file) + " is a link that leads out of the chart; replace it by a copy, because its"
                    + " content would end up in the package");
        } else if (above.contains(real)) {
            limits.problem(shown(file) + " is a link that leads in a circle; replace it by what it shall point to");
        } else if (directory) {
            directory(file, path + "/", copy);
        } else if (!attributes.isRegularFile()) {
            limits.problem(shown(file) + " is neither a file nor a directory");
        } else {
            limits.file(root.toString(), path, shown(file));
            if (limits.content(shown(file), attributes.size())) {
                write(file, copy, attributes.size());
                if (file.endsWith(SchemaReferences.FILE)) {
                    try (InputStream schema = Files.newInputStream(copy)) {
                        SchemaReferences.check(shown(file), schema, limits);
                    }
                }
            }
        }
    }

    private boolean leftOut(Path file, boolean directory) throws IOException {
        return directory
                && (LEFT_OUT.contains(file.getFileName().toString())
                        || file.toRealPath().equals(destination));
    }

    /** Of what a link points to; null when it points nowhere. */
    private static BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            if (Files.isSymbolicLink(file)) {
                return null;
            }
            throw e instanceof NoSuchFileException ? new IOException(file + " vanished while it was read", e) : e;
        }
    }

    /** No more than was counted, should the file grow meanwhile. */
    private void write(Path file, Path copy, long size) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = Files.newOutputStream(copy)) {
            for (long left = size; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    private String shown(Path file) {
        return WorkspacePath.text(workDir, file);
    }
}
