package io.jenkins.plugins.delivery.testbed.argo;

import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/** Reads Git repositories over their URLs, as Argo CD's repo server does; each one is kept in memory and only news are fetched. */
final class GitFollower {

    private static final int LARGEST_TEXT = 1 << 20;

    private final Map<String, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<String, GitAccess> credentials = new ConcurrentHashMap<>();

    /** Uses these credentials for every URL that starts with the prefix. */
    void credentials(String urlPrefix, GitAccess access) {
        credentials.put(urlPrefix, access);
    }

    /** Fetches, and returns the commit behind a branch, tag or commit id. */
    String resolve(String url, String revision) throws ArgoException {
        Repository repository =
                repositories.computeIfAbsent(url, key -> new InMemoryRepository(new DfsRepositoryDescription(key)));
        try {
            Git.wrap(repository)
                    .fetch()
                    .setRemote(url)
                    .setRefSpecs(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"))
                    .setRemoveDeletedRefs(true)
                    .setTagOpt(TagOpt.NO_TAGS)
                    .setCredentialsProvider(provider(url))
                    .call();
            ObjectId commit = repository.resolve(name(repository, revision) + "^{commit}");
            if (commit == null) {
                throw new ArgoException("unable to resolve '" + revision + "' to a commit SHA");
            }
            return commit.name();
        } catch (GitAPIException | IOException e) {
            throw new ArgoException("failed to fetch " + url + ": " + e.getMessage(), e);
        }
    }

    /** The text files at or below a path of a commit, by path; empty when the path does not exist. */
    Map<String, String> files(String url, String commit, String path) throws ArgoException {
        Map<String, String> files = new LinkedHashMap<>();
        Repository repository = repositories.get(url);
        String plain = path.equals(".") ? "" : path.replaceAll("^\\./|/$", "");
        try (RevWalk revisions = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            RevCommit parsed = revisions.parseCommit(ObjectId.fromString(commit));
            walk.addTree(parsed.getTree());
            walk.setRecursive(true);
            if (!plain.isEmpty()) {
                walk.setFilter(PathFilter.create(plain));
            }
            while (walk.next()) {
                var loader = repository.open(walk.getObjectId(0));
                if (loader.getSize() <= LARGEST_TEXT) {
                    files.put(walk.getPathString(), new String(loader.getBytes(), StandardCharsets.UTF_8));
                }
            }
            return files;
        } catch (IOException e) {
            throw new ArgoException("failed to read " + url + " at " + commit + ": " + e.getMessage(), e);
        }
    }

    /** Forgets what was fetched, as a hard refresh does with the manifest cache. */
    void forget(String url) {
        repositories.remove(url);
    }

    private static String name(Repository repository, String revision) throws IOException {
        // An empty target revision and HEAD mean the default branch; the mirror in memory does not know the remote's
        // HEAD.
        if (revision.isEmpty() || revision.equals("HEAD")) {
            return repository.exactRef("refs/heads/main") != null ? "refs/heads/main" : "refs/heads/master";
        }
        return repository.exactRef("refs/heads/" + revision) != null ? "refs/heads/" + revision : revision;
    }

    private UsernamePasswordCredentialsProvider provider(String url) {
        return credentials.entrySet().stream()
                .filter(entry ->
                        url.startsWith(entry.getKey()) && entry.getValue().user() != null)
                .map(Map.Entry::getValue)
                .map(access -> new UsernamePasswordCredentialsProvider(access.user(), access.password()))
                .findFirst()
                .orElse(null);
    }
}
