package io.jenkins.plugins.delivery.engine.gitflow.jgit;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.RetryableException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.git.GitUrl;
import io.jenkins.plugins.delivery.engine.git.jgit.GitAccess;
import io.jenkins.plugins.delivery.engine.gitflow.FlowQuery;
import io.jenkins.plugins.delivery.engine.gitflow.PushReport;
import io.jenkins.plugins.delivery.engine.gitflow.RefChange;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;

/** The conversation of the side repository with its remote. */
final class FlowRemote {

    private final Repository repository;
    private final FlowQuery query;
    private final EngineContext context;
    private final GitAccess access;

    FlowRemote(Repository repository, FlowQuery query, EngineContext context) {
        this.repository = repository;
        this.query = query;
        this.context = context;
        this.access = GitAccess.of(query.credentialsId(), context);
    }

    /** Where the remote is, without a secret. */
    String publicUrl() {
        return GitUrl.withoutSecrets(url());
    }

    /** Fetches the branches whose names fit, with the tags of their commits, and says where they are. */
    Map<String, String> fetch(Predicate<String> wanted) {
        try {
            List<RefSpec> specs = new ArrayList<>();
            Set<String> names = new TreeSet<>();
            try (Transport transport = open();
                    FetchConnection connection = transport.openFetch()) {
                for (Ref ref : connection.getRefs()) {
                    String name = ref.getName();
                    if (name.startsWith(Constants.R_HEADS) && wanted.test(name.substring(Constants.R_HEADS.length()))) {
                        names.add(name.substring(Constants.R_HEADS.length()));
                        specs.add(new RefSpec("+" + name + ":" + tracking(name.substring(Constants.R_HEADS.length()))));
                    }
                }
            }
            if (!specs.isEmpty()) {
                try (Transport transport = open()) {
                    transport.setTagOpt(TagOpt.AUTO_FOLLOW);
                    transport.fetch(NullProgressMonitor.INSTANCE, specs);
                }
            }
            Map<String, String> tips = new LinkedHashMap<>();
            for (String name : names) {
                tips.put(name, repository.exactRef(tracking(name)).getObjectId().name());
            }
            return tips;
        } catch (IOException | URISyntaxException e) {
            throw RemoteWords.unreachable(query, e, context);
        }
    }

    /** Moves refs, each only from where it is expected. */
    PushReport push(List<RefChange> changes, boolean atomic) {
        try (Transport transport = open()) {
            transport.setPushAtomic(atomic);
            List<RemoteRefUpdate> updates = new ArrayList<>();
            for (RefChange change : changes) {
                updates.add(update(change));
            }
            PushResult result = transport.push(NullProgressMonitor.INSTANCE, updates);
            return report(updates, result.getMessages());
        } catch (TransportException e) {
            if (RemoteWords.isAtomicMissing(e)) {
                return PushReport.of(PushReport.Outcome.NOT_ATOMIC);
            }
            RuntimeException failure = RemoteWords.unreachable(query, e, context);
            if (failure instanceof RetryableException) {
                context.log().warn(failure.getMessage() + " What it did is read again.");
                return PushReport.of(PushReport.Outcome.UNCERTAIN);
            }
            throw failure;
        } catch (IOException | URISyntaxException e) {
            throw RemoteWords.unreachable(query, e, context);
        }
    }

    private PushReport report(List<RemoteRefUpdate> updates, String messages) {
        Map<String, String> rejected = new LinkedHashMap<>();
        boolean race = false;
        boolean uncertain = false;
        for (RemoteRefUpdate update : updates) {
            String words = update.getMessage() == null ? "" : update.getMessage();
            switch (update.getStatus()) {
                case OK, UP_TO_DATE, NON_EXISTING -> {
                    // As wanted.
                }
                case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> race = true;
                case AWAITING_REPORT, NOT_ATTEMPTED -> uncertain = true;
                default -> {
                    rejected.put(update.getRemoteName(), clean(words));
                }
            }
        }
        // A ref of an atomic push that was refused for itself tells more than those that were not moved because of it.
        race |= !rejected.isEmpty()
                && rejected.values().stream()
                        .allMatch(words -> RemoteWords.isLostRace(words) || RemoteWords.isCollateral(words));
        if (race) {
            return PushReport.of(PushReport.Outcome.LOST_RACE);
        }
        if (!rejected.isEmpty()) {
            return new PushReport(PushReport.Outcome.REJECTED, rejected, clean(messages));
        }
        return PushReport.of(uncertain ? PushReport.Outcome.UNCERTAIN : PushReport.Outcome.DONE);
    }

    private String clean(String words) {
        return words == null ? "" : context.redactor().redact(words).strip();
    }

    private RemoteRefUpdate update(RefChange change) throws IOException {
        ObjectId from = change.from().map(ObjectId::fromString).orElse(ObjectId.zeroId());
        ObjectId to = change.to().map(ObjectId::fromString).orElse(null);
        return new RemoteRefUpdate(repository, to == null ? null : to.name(), to, change.ref(), false, null, from);
    }

    private String tracking(String branch) {
        return Constants.R_REMOTES + query.remote() + "/" + branch;
    }

    private String url() {
        return repository
                .getConfig()
                .getString(ConfigConstants.CONFIG_REMOTE_SECTION, query.remote(), ConfigConstants.CONFIG_KEY_URL);
    }

    private Transport open() throws IOException, URISyntaxException {
        if (url() == null) {
            throw new TerminalException(
                    query.step() + " needs the remote " + query.remote() + ", which this clone does not have.",
                    "Add the remote, or pass remote: with the name of an existing one.");
        }
        return access.openRemote(repository, query.remote(), Transport.Operation.PUSH);
    }
}
