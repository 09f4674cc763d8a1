package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;

/**
 * Copies a chart out of the workspace, so that its sources stay as they are. Links are replaced by what they point to; a link that
 * leads out of the chart is refused, because Helm would follow it and put any readable file of the machine into the archive.
 */
final class ChartCopy {

    /** Never part of a chart, and possibly large. */
    private static final Set<String> LEFT_OUT = Set.of(".git");

    private ChartCopy() {}

    /**
     * Copies a directory; the target must not exist.
     *
     * @param workDir the workspace, for messages
     * @throws TerminalException when a link leads out, is broken or forms a loop, or something is neither file nor directory
     */
    static void copy(Path workDir, Path source, Path target) {
        try {
            Path root = source.toRealPath();
            Files.createDirectories(target.getParent());
            Files.walkFileTree(
                    root,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new Copier(workDir.toRealPath(), root, target));
        } catch (IOException e) {
            throw new TerminalException(
                    "The chart " + WorkspacePath.text(workDir, source) + " cannot be copied (" + e + ").",
                    "Check the permissions of the workspace and the free space for temporary files.",
                    e);
        }
    }

    private static final class Copier extends SimpleFileVisitor<Path> {

        private final Path workDir;
        private final Path root;
        private final Path target;

        Copier(Path workDir, Path root, Path target) {
            this.workDir = workDir;
            this.root = root;
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (!directory.equals(root)
                    && LEFT_OUT.contains(directory.getFileName().toString())) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            refuseOutside(directory);
            Files.createDirectory(copyOf(directory));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isSymbolicLink()) {
                throw dead(file);
            }
            refuseOutside(file);
            if (!attributes.isRegularFile()) {
                throw new TerminalException(
                        WorkspacePath.text(workDir, file) + " is neither a file nor a directory.",
                        "Remove it from the chart.");
            }
            Files.copy(file, copyOf(file));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (Files.isSymbolicLink(file)) {
                throw dead(file);
            }
            throw failure;
        }

        private TerminalException dead(Path link) {
            return new TerminalException(
                    WorkspacePath.text(workDir, link) + " is a link that is broken or leads in a circle.",
                    "Replace it by what it shall point to.");
        }

        private Path copyOf(Path file) {
            return target.resolve(root.relativize(file).toString());
        }

        private void refuseOutside(Path file) throws IOException {
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                Path link = file;
                while (!Files.isSymbolicLink(link)) {
                    link = link.getParent();
                }
                throw new TerminalException(
                        WorkspacePath.text(workDir, link) + " is a link that leads out of the chart.",
                        "Replace it by a copy of the file; its content would end up in the package.");
            }
        }
    }
}
