package io.jenkins.plugins.delivery.runner.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.runner.model.KeptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    @TempDir
    Path folder;

    private EngineContext context(Archive archive) {
        return EngineContext.in(folder).attachments(archive).build();
    }

    @Test
    void keepsTheNewestTextOfAName() throws IOException {
        Archive archive = new Archive(folder.resolve("kept"), folder);
        context(archive).attach("delivery/scan.json", "first and longer");
        context(archive).attach("delivery/scan.json", "größer");
        assertThat(folder.resolve("kept/delivery/scan.json")).hasContent("größer");
        assertThat(archive.files()).containsExactly(new KeptFile("delivery/scan.json", "./kept/delivery/scan.json", 8));
    }

    @Test
    void filesAreLinkedFromThePageWhateverTheirNames() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("work/a b")).resolve("100%:#?.txt"), "x");
        Path pages = Files.createDirectory(folder.resolve("pages"));
        Archive archive = new Archive(folder.resolve("kept"), pages);
        archive.copy(folder.resolve("work"), Path.of("a b/100%:#?.txt"));
        String address = archive.files().get(0).address();
        assertThat(address).isEqualTo("./../kept/a%20b/100%25:%23%3F.txt");
        assertThat(Path.of(pages.toUri().resolve(address)))
                .isEqualTo(archive.paths().get(0));
    }

    @Test
    void nothingIsMadeBeforeTheFirstFileOrInADryRun() throws IOException {
        Archive archive = new Archive(folder.resolve("kept"), folder);
        context(archive).toBuilder().dryRun(true).build().attach("delivery/scan.json", "{}");
        assertThat(archive.files()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anArchiveInACheckoutDoesNotShowInGit() throws IOException {
        context(Archive.ignoredByGit(folder.resolve("kept"))).attach("delivery/scan.json", "{}");
        assertThat(folder.resolve("kept/.gitignore")).hasContent("*");
    }

    @Test
    void aNameThatLeadsOutIsRefused() {
        Archive archive = new Archive(folder.resolve("kept"), folder);
        assertThatThrownBy(() -> archive.keep("../escaped", "x")).hasMessageContaining("no relative path");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldInASentence() throws IOException {
        Path occupied = Files.writeString(folder.resolve("file"), "x");
        Archive archive = new Archive(occupied, folder);
        assertThatThrownBy(() -> context(archive).attach("delivery/scan.json", "{}"))
                .hasMessageContaining("delivery/scan.json cannot be kept with the run")
                .hasMessageContaining("file");
    }
}
