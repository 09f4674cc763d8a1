package io.jenkins.plugins.delivery.runner.steps;

import static io.jenkins.plugins.delivery.runner.host.StepSpec.Trait.RECORDED;
import static io.jenkins.plugins.delivery.runner.host.StepSpec.Trait.WORKSPACE;

import io.jenkins.plugins.delivery.runner.host.LineKind;
import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import io.jenkins.plugins.delivery.runner.host.StepCall;
import io.jenkins.plugins.delivery.runner.host.StepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Steps that keep files beyond a workspace: {@code stash}, {@code unstash}, {@code archiveArtifacts}. */
final class StashSteps {

    private static final String STASH = "stash";

    private StashSteps() {}

    static List<StepSpec> all() {
        return List.of(
                StepSpec.of(
                        STASH,
                        List.of("name", "includes", "excludes", "allowEmpty", "useDefaultExcludes"),
                        StashSteps::stash,
                        WORKSPACE,
                        RECORDED),
                StepSpec.of("unstash", List.of("name"), StashSteps::unstash, WORKSPACE, RECORDED),
                StepSpec.of(
                        "archiveArtifacts",
                        List.of(
                                "artifacts",
                                "allowEmptyArchive",
                                "excludes",
                                "fingerprint",
                                "onlyIfSuccessful",
                                "caseSensitive",
                                "defaultExcludes",
                                "followSymlinks"),
                        StashSteps::archive,
                        WORKSPACE,
                        RECORDED));
    }

    private static Object stash(StepCall call) throws IOException {
        String name = name(call);
        List<Path> files = AntGlob.of(
                        call.text("includes", "**"), call.text("excludes"), call.flag("useDefaultExcludes", true))
                .in(call.directory());
        if (files.isEmpty() && !call.flag("allowEmpty")) {
            throw new PipelineFailure("No files included in stash '" + name + "'");
        }
        Path target = call.run().files().folder(STASH).resolve(name);
        io.jenkins.plugins.delivery.runner.host.RunFiles.delete(target);
        Files.createDirectories(target);
        copy(files, call.directory(), target);
        call.log(LineKind.INFO, "Stashed " + files.size() + " files as '" + name + "'.");
        return null;
    }

    private static Object unstash(StepCall call) throws IOException {
        String name = name(call);
        Path source = call.run().files().folder(STASH).resolve(name);
        if (!Files.isDirectory(source)) {
            throw new PipelineFailure("No such saved stash '" + name + "'");
        }
        copy(AntGlob.of("**", null, false).in(source), source, call.directory());
        return null;
    }

    private static Object archive(StepCall call) throws IOException {
        String pattern = call.required("artifacts");
        List<Path> files = AntGlob.of(pattern, call.text("excludes"), call.flag("defaultExcludes", true))
                .in(call.directory());
        if (files.isEmpty() && !call.flag("allowEmptyArchive")) {
            throw new PipelineFailure("No artifacts found that match the file pattern \"" + pattern + "\".");
        }
        for (Path file : files) {
            call.run().files().archive().copy(call.directory(), file);
        }
        call.log(LineKind.INFO, "Archived " + files.size() + " files that match " + pattern + ".");
        return null;
    }

    /** The name becomes a folder, so it may not leave the folder of stashes. */
    private static String name(StepCall call) {
        String name = call.required("name");
        if (!name.matches("[\\w.@ +-]+") || name.startsWith(".")) {
            throw new PipelineFailure(call.step() + " was refused: '" + name
                    + "' is no name of a stash; use letters, digits, dots, dashes and underscores.");
        }
        return name;
    }

    private static void copy(List<Path> files, Path from, Path to) throws IOException {
        for (Path file : files) {
            Path target = to.resolve(file.toString());
            Files.createDirectories(target.getParent());
            Files.copy(
                    from.resolve(file.toString()),
                    target,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
