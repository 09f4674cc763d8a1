package io.jenkins.plugins.delivery.testbed.git;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PostReceiveHook;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/** What one repository does with pushes: rejections, protected branches, the interruption before the next push, counters. */
final class PushRules implements PreReceiveHook, PostReceiveHook {

    private final String repository;
    private final Consumer<PushEvent> accepted;
    private final Set<String> protectedRefs = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Runnable> interruption = new AtomicReference<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger pushes = new AtomicInteger();
    private volatile String rejection;
    private volatile UnaryOperator<String> commitRule = message -> null;

    PushRules(String repository, Consumer<PushEvent> accepted) {
        this.repository = repository;
        this.accepted = accepted;
    }

    void reject(String message) {
        rejection = message;
    }

    void accept() {
        rejection = null;
    }

    void commitRule(UnaryOperator<String> rule) {
        commitRule = rule;
    }

    Set<String> protectedRefs() {
        return protectedRefs;
    }

    void beforeNext(Runnable action) {
        interruption.set(action);
    }

    int attempts() {
        return attempts.get();
    }

    int pushes() {
        return pushes.get();
    }

    /** Called when the client has sent its push, before its commands are compared with the refs. */
    void arriving() {
        attempts.incrementAndGet();
        Runnable action = interruption.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    @Override
    public void onPreReceive(ReceivePack receive, Collection<ReceiveCommand> commands) {
        String message = rejection;
        if (message != null) {
            // Git shows a hook's own words as "remote:" lines; the ref's reason is always this phrase.
            receive.sendMessage(message);
            commands.forEach(command -> decline(command, "pre-receive hook declined"));
            return;
        }
        for (ReceiveCommand command : commands) {
            if (protectedRefs.contains(command.getRefName())) {
                receive.sendMessage("error: " + command.getRefName() + " is a protected branch");
                decline(command, "protected branch hook declined");
            }
            broken(receive, command).ifPresent(words -> {
                receive.sendMessage(words);
                decline(command, "pre-receive hook declined");
            });
        }
    }

    /** What the rule for commits says of the first new commit that breaks it. */
    private Optional<String> broken(ReceivePack receive, ReceiveCommand command) {
        if (command.getType() == ReceiveCommand.Type.DELETE) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(receive.getRepository())) {
            walk.markStart(walk.parseCommit(command.getNewId()));
            if (!command.getOldId().equals(ObjectId.zeroId())) {
                walk.markUninteresting(walk.parseCommit(command.getOldId()));
            }
            for (RevCommit commit : walk) {
                String words = commitRule.apply(commit.getFullMessage());
                if (words != null) {
                    return Optional.of(words);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new GitServerException("The pushed commits cannot be read: " + e.getMessage(), e);
        }
    }

    private static void decline(ReceiveCommand command, String reason) {
        if (command.getResult() == ReceiveCommand.Result.NOT_ATTEMPTED) {
            command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, reason);
        }
    }

    @Override
    public void onPostReceive(ReceivePack receive, Collection<ReceiveCommand> commands) {
        List<PushEvent.Change> changes = commands.stream()
                .filter(command -> command.getResult() == ReceiveCommand.Result.OK)
                .map(command -> new PushEvent.Change(
                        command.getRefName(),
                        command.getOldId().name(),
                        command.getNewId().name()))
                .toList();
        if (!changes.isEmpty()) {
            pushes.incrementAndGet();
            accepted.accept(new PushEvent(repository, changes));
        }
    }
}
