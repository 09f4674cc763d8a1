package io.jenkins.plugins.delivery.engine.version.jgit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.lib.TreeFormatter;

/**
 * A history made up from a seed: branches that part and merge, octopus merges, equal dates, releases anywhere, also in an order that
 * is not that of their versions. Every commit is held by a ref.
 */
final class GeneratedHistory {

    private static final int MOST_COMMITS = 60;
    private static final int MOST_TAGS = 9;
    private static final List<String> MESSAGES =
            List.of("feat: more", "fix: less", "chore: tidy", "feat!: other", "words without a type");

    private final Repository repository;
    private final Random random;
    private final List<ObjectId> commits = new ArrayList<>();
    private ObjectId fileA;
    private ObjectId fileB;

    private GeneratedHistory(Repository repository, long seed) {
        this.repository = repository;
        this.random = new Random(seed);
    }

    /**
     * Writes a history into an empty repository.
     *
     * @param ref is set to the commit that is built
     * @return that commit
     */
    static ObjectId write(Repository repository, long seed, String ref) throws IOException {
        return new GeneratedHistory(repository, seed).write(ref);
    }

    private ObjectId write(String ref) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            fileA = blob(inserter, 0);
            fileB = blob(inserter, 0);
            int count = 5 + random.nextInt(MOST_COMMITS - 5);
            for (int number = 0; number < count; number++) {
                commits.add(commit(inserter, number));
            }
            Set<Integer> minors = new LinkedHashSet<>();
            random.ints(random.nextInt(MOST_TAGS), 0, 2 * MOST_TAGS).forEach(minors::add);
            for (int minor : minors) {
                tag(inserter, "v1." + minor + ".0", pick(commits.size()));
            }
            inserter.flush();
        }
        ObjectId built = commits.get(commits.size() / 2 + random.nextInt(commits.size() - commits.size() / 2));
        set("refs/heads/main", commits.get(commits.size() - 1));
        set(ref, built);
        for (int i = 0; i < commits.size(); i += 7) {
            set("refs/heads/topic" + i, commits.get(i));
        }
        return built;
    }

    private ObjectId commit(ObjectInserter inserter, int number) throws IOException {
        if (random.nextBoolean()) {
            fileA = blob(inserter, number);
        } else {
            fileB = blob(inserter, number);
        }
        TreeFormatter folder = new TreeFormatter();
        folder.append("file", FileMode.REGULAR_FILE, fileA);
        TreeFormatter tree = new TreeFormatter();
        tree.append("a", FileMode.TREE, inserter.insert(folder));
        tree.append("b", FileMode.REGULAR_FILE, fileB);
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(inserter.insert(tree));
        commit.setMessage(MESSAGES.get(random.nextInt(MESSAGES.size())) + " " + number);
        commit.setAuthor(person(number));
        commit.setCommitter(person(number));
        Set<ObjectId> parents = new LinkedHashSet<>();
        int wanted = number == 0 ? 0 : random.nextInt(10) < 6 ? 1 : random.nextInt(10) < 9 ? 2 : 3;
        for (int i = 0; i < wanted; i++) {
            parents.add(pick(number));
        }
        commit.setParentIds(new ArrayList<>(parents));
        return inserter.insert(commit);
    }

    /** Rather a late commit than an early one. */
    private ObjectId pick(int before) {
        return commits.get(Math.max(0, before - 1 - Math.min(random.nextInt(8), random.nextInt(8))));
    }

    private void tag(ObjectInserter inserter, String name, ObjectId commit) throws IOException {
        ObjectId target = commit;
        if (random.nextBoolean()) {
            TagBuilder tag = new TagBuilder();
            tag.setTag(name);
            tag.setObjectId(commit, Constants.OBJ_COMMIT);
            tag.setTagger(person(0));
            tag.setMessage(name);
            target = inserter.insert(tag);
        }
        inserter.flush();
        set(Constants.R_TAGS + name, target);
    }

    private void set(String ref, ObjectId target) throws IOException {
        RefUpdate update = repository.updateRef(ref);
        update.setNewObjectId(target);
        update.forceUpdate();
    }

    private static ObjectId blob(ObjectInserter inserter, int number) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, ("content " + number).getBytes(StandardCharsets.US_ASCII));
    }

    /** Two commits a second, so that dates do not tell their order. */
    private static PersonIdent person(int number) {
        return new PersonIdent(
                "Ada", "ada@example.org", Instant.ofEpochSecond(1_700_000_000L + number / 2), ZoneOffset.UTC);
    }
}
