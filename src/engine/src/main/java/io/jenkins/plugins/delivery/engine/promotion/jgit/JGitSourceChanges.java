package io.jenkins.plugins.delivery.engine.promotion.jgit;

import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.promotion.SourceChange;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files that differ between two commits of a service: of a checkout that has both, else of the remote. */
final class JGitSourceChanges {

    /** Larger files are compared, not read: etcd takes no definition of that size. */
    private static final int READ = 1024 * 1024;

    private static final Pattern DEFINITION =
            Pattern.compile("(?m)^\\s*[\"']?kind[\"']?\\s*:\\s*[\"']?CustomResourceDefinition\\b");
    /** Where Helm keeps them (Helm documentation, "Custom Resource Definitions"), and what controller-gen and people call them. */
    private static final Pattern NAMED =
            Pattern.compile("(?i)(.*/)?(crds?/.*|[^/]*(crd|customresourcedefinition)[^/]*)\\.(ya?ml|json)");

    private static final Pattern MANIFEST = Pattern.compile("(?i).*\\.(ya?ml|json|tpl)");

    private JGitSourceChanges() {}

    /** @return empty when the directory has no such commits */
    static Optional<List<SourceChange>> ofCheckout(Path checkout, String from, String to) throws IOException {
        FileRepositoryBuilder builder =
                new FileRepositoryBuilder().findGitDir(checkout.toAbsolutePath().toFile());
        if (builder.getGitDir() == null) {
            return Optional.empty();
        }
        try (Repository repository = builder.build()) {
            return between(repository, from, to);
        }
    }

    /**
     * Asks the remote for its branches and tags without the contents of files, which are not needed to compare trees; a server without
     * filters sends more.
     */
    static Optional<List<SourceChange>> ofRemote(GitAccess access, String url, String from, String to)
            throws IOException, URISyntaxException {
        try {
            return fetched(access, url, FilterSpec.fromFilterLine("blob:none"), from, to);
        } catch (IOException withoutFilter) {
            return fetched(access, url, FilterSpec.NO_FILTER, from, to);
        }
    }

    private static Optional<List<SourceChange>> fetched(
            GitAccess access, String url, FilterSpec filter, String from, String to)
            throws IOException, URISyntaxException {
        try (Repository repository = new InMemoryRepository(new DfsRepositoryDescription("source"));
                Transport transport = access.open(repository, url)) {
            transport.setFilterSpec(filter);
            transport.fetch(
                    NullProgressMonitor.INSTANCE,
                    List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*")));
            return between(repository, from, to);
        }
    }

    private static Optional<List<SourceChange>> between(Repository repository, String from, String to)
            throws IOException {
        try (RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commits.parseCommit(ObjectId.fromString(from)).getTree());
            walk.addTree(commits.parseCommit(ObjectId.fromString(to)).getTree());
            walk.setRecursive(true);
            List<SourceChange> changes = new ArrayList<>();
            for (DiffEntry entry : DiffEntry.scan(walk)) {
                String path =
                        entry.getChangeType() == DiffEntry.ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
                boolean crd = NAMED.matcher(path).matches()
                        || MANIFEST.matcher(path).matches()
                                && (defines(repository, entry.getOldId().toObjectId())
                                        || defines(repository, entry.getNewId().toObjectId()));
                changes.add(new SourceChange(path, crd));
            }
            return Optional.of(changes);
        } catch (MissingObjectException e) {
            return Optional.empty();
        }
    }

    private static boolean defines(Repository repository, ObjectId blob) throws IOException {
        if (ObjectId.zeroId().equals(blob) || !repository.getObjectDatabase().has(blob)) {
            return false;
        }
        ObjectLoader loader = repository.open(blob);
        return loader.getSize() <= READ
                && DEFINITION
                        .matcher(new String(loader.getBytes(), StandardCharsets.UTF_8))
                        .find();
    }
}
