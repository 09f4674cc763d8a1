package io.jenkins.plugins.delivery.engine.gate.terraform;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.git.jgit.WorkspaceChanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Terraform code of a workspace: which of it has changed, and which directories are modules that are used by no other. */
final class TerraformFiles {

    private static final Pattern CODE = Pattern.compile(
            ".*\\.(tf|tofu|tf\\.json|tofu\\.json|tfvars|tfvars\\.json|terraform\\.lock\\.hcl|tflint\\.hcl)");
    private static final Pattern CONFIGURATION = Pattern.compile(".*\\.(tf|tofu)(\\.json)?");

    /** The source of a module in a directory beside; a registry's or a repository's begins otherwise. */
    private static final Pattern LOCAL_SOURCE = Pattern.compile("[\"']?source[\"']?\\s*[=:]\\s*\"(\\.{1,2}/[^\"]*)\"");

    private static final int MOST_ROOTS = 50;
    private static final long LONGEST = 4 << 20;

    private final TerraformChecksRequest request;
    private final EngineContext context;

    TerraformFiles(TerraformChecksRequest request, EngineContext context) {
        this.request = request;
        this.context = context;
    }

    /** The changed files that Terraform reads; empty when that cannot be told, and then everything counts as changed. */
    Optional<List<String>> changed() {
        String base = base();
        Optional<List<String>> all = WorkspaceChanges.since(base, context);
        if (all.isEmpty()) {
            context.log()
                    .info("What has changed since " + base + " is not known here, so all Terraform code is checked.");
        }
        return all.map(paths -> paths.stream()
                .filter(path -> CODE.matcher(path).matches() || path.endsWith(".tftpl"))
                .toList());
    }

    private String base() {
        if (request.changedSince() != null) {
            return request.changedSince();
        }
        String target = context.environment().get("CHANGE_TARGET");
        String good = context.environment().get("GIT_PREVIOUS_SUCCESSFUL_COMMIT");
        return target != null && !target.isBlank() ? target : good != null && !good.isBlank() ? good : "HEAD^1";
    }

    /** The root modules: those of the request, else those that are found. */
    List<String> roots() {
        List<String> roots = request.roots().isEmpty() ? found() : request.roots();
        for (String root : roots) {
            Path directory = WorkspacePath.resolve(context.workDir(), root, "roots");
            if (!Files.isDirectory(directory)) {
                throw new NotFoundException("There is no directory " + root + " in the workspace.", "Correct roots.");
            }
        }
        if (roots.size() > MOST_ROOTS) {
            throw new TerminalException(
                    "The workspace has " + roots.size() + " root modules of Terraform, and " + MOST_ROOTS
                            + " are the most.",
                    "Name those that are meant with roots.");
        }
        return roots;
    }

    private List<String> found() {
        TreeMap<String, List<Path>> directories = new TreeMap<>();
        Path base = context.workDir();
        try {
            Files.walkFileTree(base, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String name = directory.getFileName().toString();
                    boolean hidden = !directory.equals(base) && (name.startsWith(".") || name.equals("node_modules"));
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()
                            && CONFIGURATION
                                    .matcher(file.getFileName().toString())
                                    .matches()) {
                        directories
                                .computeIfAbsent(text(file.getParent()), unused -> new ArrayList<>())
                                .add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new TerminalException(
                    "The workspace cannot be searched for Terraform code (" + e.getMessage() + ").",
                    "Check the rights of its files.",
                    e);
        }
        Set<String> used = new HashSet<>();
        directories.forEach((directory, files) -> files.forEach(file -> used.addAll(modules(file))));
        return directories.keySet().stream()
                .filter(directory -> !used.contains(directory))
                .toList();
    }

    /** The code of one root module; what cannot be read of it is left to Terraform to complain of. */
    static String code(EngineContext context, String root) {
        StringBuilder code = new StringBuilder();
        Path directory = WorkspacePath.resolve(context.workDir(), root, "roots");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{tf,tofu}")) {
            for (Path file : files) {
                if (Files.isRegularFile(file) && Files.size(file) <= LONGEST) {
                    code.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                            .append('\n');
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            context.log().info("The code in " + root + " cannot be read (" + e.getMessage() + ").");
        }
        return code.toString();
    }

    /** The directories that a file uses as modules. */
    private List<String> modules(Path file) {
        List<String> modules = new ArrayList<>();
        try {
            if (Files.size(file) > LONGEST) {
                return modules;
            }
            Matcher source = LOCAL_SOURCE.matcher(Files.readString(file));
            while (source.find()) {
                modules.add(text(file.resolveSibling(source.group(1))));
            }
        } catch (IOException e) {
            // Not UTF-8, or gone by now: Terraform itself will say what is wrong with it.
            context.log().info("The file " + text(file) + " cannot be read (" + e.getMessage() + ").");
        }
        return modules;
    }

    private String text(Path path) {
        String text = WorkspacePath.text(context.workDir(), path);
        return text.isEmpty() ? "." : text;
    }
}
