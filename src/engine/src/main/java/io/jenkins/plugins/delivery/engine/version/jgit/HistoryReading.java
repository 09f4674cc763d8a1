package io.jenkins.plugins.delivery.engine.version.jgit;

import io.jenkins.plugins.delivery.engine.version.Commit;
import io.jenkins.plugins.delivery.engine.version.ReleaseTag;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * What the history says about a commit.
 *
 * @param head the commit
 * @param tree object id of the source at the commit
 * @param previous the highest release that the commit contains
 * @param commits beyond it, newest first; only those that touch the path, when one is asked for
 * @param mainLine the first parents beyond it, newest first
 */
record HistoryReading(
        Commit head, String tree, Optional<ReleaseTag> previous, List<Commit> commits, List<Commit> mainLine) {

    /**
     * Puts together what was read.
     *
     * @param repository where the objects are
     * @param path whose commits count; null for all
     */
    static HistoryReading of(Repository repository, HistoryWalk walk, PreviousRelease.Since since, String path)
            throws IOException {
        RevCommit head = walk.headCommit();
        List<Commit> all = since.range().commits();
        return new HistoryReading(
                HistoryRange.plain(head),
                SourceTree.of(repository, head, path).name(),
                since.tag(),
                path == null ? all : walk.touching(path, since.tag()),
                since.range().mainLine(all));
    }
}
