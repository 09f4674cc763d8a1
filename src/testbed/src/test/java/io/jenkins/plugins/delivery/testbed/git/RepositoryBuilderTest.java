package io.jenkins.plugins.delivery.testbed.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryBuilderTest {

    @TempDir
    Path temp;

    @Test
    void theSameCallsGiveTheSameIds() {
        try (RepositoryBuilder one = history(temp.resolve("one"));
                RepositoryBuilder two = history(temp.resolve("two"))) {
            assertThat(one.head()).isEqualTo(two.head());
            assertThat(one.revision("v1.0.0")).isEqualTo(two.revision("v1.0.0"));
        }
    }

    @Test
    void aMergeHasTwoParentsEvenWhereAFastForwardIsPossible() throws Exception {
        try (RepositoryBuilder repository = history(temp.resolve("one"))) {
            RevCommit merge = parse(repository, "HEAD");
            assertThat(merge.getParentCount()).isEqualTo(2);
            assertThat(merge.getFullMessage()).isEqualTo("Merge branch 'develop'");
            assertThat(merge.getParent(1).name()).isEqualTo(repository.revision("develop"));
        }
    }

    @Test
    void tagsAreAnnotatedOrLightweight() {
        try (RepositoryBuilder repository = history(temp.resolve("one"))) {
            assertThat(repository.revision("light")).isEqualTo(repository.head());
            assertThat(repository.revision("v1.0.0")).isNotEqualTo(repository.head());
            assertThat(repository.revision("v1.0.0^{commit}")).isEqualTo(repository.head());
        }
    }

    @Test
    void keepsTheExecutableBitAndDeletions() throws Exception {
        try (RepositoryBuilder repository = RepositoryBuilder.init(temp.resolve("one"))
                .writeExecutable("mvnw", "#!/bin/sh\n")
                .commit("build: wrapper", Map.of("gone.txt", "x"))
                .delete("gone.txt")
                .commit("chore: delete")) {
            try (TreeWalk mvnw = TreeWalk.forPath(
                            repository.git().getRepository(),
                            "mvnw",
                            parse(repository, "HEAD").getTree());
                    TreeWalk gone = TreeWalk.forPath(
                            repository.git().getRepository(),
                            "gone.txt",
                            parse(repository, "HEAD").getTree())) {
                assertThat(mvnw.getFileMode()).isEqualTo(FileMode.EXECUTABLE_FILE);
                assertThat(gone).isNull();
            }
        }
    }

    @Test
    void authorAndTimeCanBeChosen() throws Exception {
        try (RepositoryBuilder repository = RepositoryBuilder.init(temp.resolve("one"))
                .author("Ada", "ada@example.com")
                .at(Instant.parse("2025-02-03T04:05:06Z"))
                .commit("feat: one")
                .commit("feat: two")) {
            RevCommit commit = parse(repository, "HEAD");
            assertThat(commit.getAuthorIdent().getName()).isEqualTo("Ada");
            assertThat(commit.getAuthorIdent().getWhenAsInstant()).isEqualTo(Instant.parse("2025-02-03T04:06:06Z"));
        }
    }

    @Test
    void aConflictIsAnError() {
        try (RepositoryBuilder repository = RepositoryBuilder.init(temp.resolve("one"))
                .commit("feat: base", Map.of("a", "0\n"))
                .branch("other")
                .commit("feat: other", Map.of("a", "1\n"))
                .checkout("main")
                .commit("feat: main", Map.of("a", "2\n"))) {
            assertThatThrownBy(() -> repository.merge("other", "Merge"))
                    .isInstanceOf(GitServerException.class)
                    .hasMessageContaining("Conflicting");
        }
    }

    private static RepositoryBuilder history(Path directory) {
        return RepositoryBuilder.init(directory)
                .commit("feat: base", Map.of("a.txt", "1\n", "dir/b.txt", "b\n"))
                .branch("develop")
                .commit("feat: more", Map.of("a.txt", "2\n"))
                .checkout("main")
                .merge("develop", "Merge branch 'develop'")
                .annotatedTag("v1.0.0", "first")
                .tag("light");
    }

    private static RevCommit parse(RepositoryBuilder repository, String revision) throws Exception {
        try (RevWalk walk = new RevWalk(repository.git().getRepository())) {
            RevCommit commit = walk.parseCommit(repository.git().getRepository().resolve(revision));
            walk.parseHeaders(commit.getTree());
            return commit;
        }
    }
}
