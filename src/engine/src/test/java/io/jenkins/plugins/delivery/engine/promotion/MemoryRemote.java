package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.RetryableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** A remote branch in memory that moves by compare-and-set and fails as dice decide; fast enough for thousands of interleavings. */
final class MemoryRemote {

    /** A commit with the whole tree it stands for. */
    record Commit(String id, String parent, String message, Map<String, String> tree) {}

    private final Map<String, Commit> commits = new HashMap<>();
    private final List<Runnable> late = new ArrayList<>();
    private final Random dice;
    private final GitOpsKey key;
    private String branch;
    private String seen;
    private int made;
    private int foreign;
    int pushes;

    MemoryRemote(long seed, Map<String, String> tree) {
        dice = new Random(seed);
        key = new GitOpsKey("memory:" + seed, "main", "");
        branch = add(null, "first", tree);
    }

    private synchronized String add(String parent, String message, Map<String, String> tree) {
        String id = String.format("%040x", ++made);
        commits.put(id, new Commit(id, parent, message, tree));
        return id;
    }

    /** The branch, oldest first. */
    synchronized List<Commit> branch() {
        late.forEach(Runnable::run);
        late.clear();
        return history(branch);
    }

    synchronized int foreignCommits() {
        return foreign;
    }

    private synchronized List<Commit> history(String tip) {
        List<Commit> found = new ArrayList<>();
        for (String id = tip; id != null; id = commits.get(id).parent()) {
            found.add(0, commits.get(id));
        }
        return found;
    }

    private synchronized boolean chance(int percent) {
        return dice.nextInt(100) < percent;
    }

    private synchronized PushOutcome push(String base, String tip) {
        pushes++;
        if (chance(20)) {
            Map<String, String> tree = new LinkedHashMap<>(commits.get(branch).tree());
            tree.put("foreign", String.valueOf(++foreign));
            branch = add(branch, "foreign", tree);
        }
        if (chance(20)) {
            // What was sent before may still arrive after the client has given it up.
            late.forEach(Runnable::run);
            late.clear();
        }
        if (chance(10)) {
            late.add(() -> move(base, tip));
            return new PushOutcome(PushOutcome.Kind.UNCERTAIN, tip, "no answer");
        }
        if (!base.equals(branch)) {
            return new PushOutcome(PushOutcome.Kind.LOST_RACE, tip, "the branch moved");
        }
        for (Commit commit : history(tip)) {
            if (!history(base).contains(commit) && commit.message().contains("bad")) {
                return new PushOutcome(PushOutcome.Kind.DECLINED, tip, "bad");
            }
        }
        move(base, tip);
        return chance(10)
                ? new PushOutcome(PushOutcome.Kind.UNCERTAIN, tip, "the answer was lost")
                : new PushOutcome(PushOutcome.Kind.ACCEPTED, tip, "");
    }

    private void move(String base, String tip) {
        boolean welcome =
                history(tip).stream().noneMatch(commit -> commit.message().contains("bad"));
        if (base.equals(branch) && welcome) {
            branch = tip;
        }
    }

    GitOpsRepository view() {
        return new View();
    }

    private final class View implements GitOpsRepository {
        private String base;
        private String tip;

        @Override
        public void fetch() {
            synchronized (MemoryRemote.this) {
                if (chance(10)) {
                    throw new RetryableException("The remote is away.", "", null);
                }
                seen = branch;
                base = branch;
                tip = branch;
            }
        }

        @Override
        public boolean recall() {
            synchronized (MemoryRemote.this) {
                base = seen;
                tip = seen;
                return seen != null;
            }
        }

        @Override
        public GitOpsKey key() {
            return key;
        }

        @Override
        public String tip() {
            return tip;
        }

        @Override
        public String read(String commit, String file) {
            synchronized (MemoryRemote.this) {
                return commits.get(commit).tree().get(file);
            }
        }

        @Override
        public boolean has(String commit, String file) {
            return read(commit, file) != null;
        }

        @Override
        public Optional<HistoryCommit> commit(String id) {
            return search(Integer.MAX_VALUE, commit -> commit.id().equals(id) ? Optional.of(commit) : Optional.empty());
        }

        @Override
        public <T> Optional<T> search(int atMost, Function<HistoryCommit, Optional<T>> look) {
            List<Commit> all = history(tip);
            for (int i = all.size() - 1; i >= Math.max(0, all.size() - atMost); i--) {
                Commit commit = all.get(i);
                Optional<T> found = look.apply(new HistoryCommit(commit.id(), commit.parent(), commit.message()));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        @Override
        public Ancestry relation(String ancestor, String descendant) {
            return history(descendant).stream().anyMatch(commit -> commit.id().equals(ancestor))
                    ? Ancestry.YES
                    : Ancestry.NO;
        }

        @Override
        public Optional<String> recorded() {
            return Optional.empty();
        }

        @Override
        public GitOpsRepository records() {
            throw new UnsupportedOperationException("this remote has one branch");
        }

        @Override
        public String diff(String file, String before, String after) {
            return before + " -> " + after;
        }

        @Override
        public PushOutcome propose(String branch, String expected) {
            throw new UnsupportedOperationException("this remote has one branch");
        }

        @Override
        public void withdraw(String branch) {
            throw new UnsupportedOperationException("this remote has one branch");
        }

        @Override
        public String append(Map<String, String> files, String message, Optional<Credential> signature) {
            Map<String, String> tree = new LinkedHashMap<>();
            synchronized (MemoryRemote.this) {
                tree.putAll(commits.get(tip).tree());
            }
            tree.putAll(files);
            tip = add(tip, message, tree);
            return tip;
        }

        @Override
        public PushOutcome push() {
            PushOutcome outcome = MemoryRemote.this.push(base, tip);
            if (outcome.kind() == PushOutcome.Kind.ACCEPTED) {
                synchronized (MemoryRemote.this) {
                    seen = tip;
                }
                base = tip;
            }
            return outcome;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
