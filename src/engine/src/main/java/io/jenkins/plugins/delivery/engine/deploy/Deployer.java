package io.jenkins.plugins.delivery.engine.deploy;

import io.jenkins.plugins.delivery.engine.EngineContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * One way to change what runs in an environment. {@link DeployOperation} makes a step of it: the wait and its deadline, staying ready,
 * going back, the ledger, the failure's card, the result.
 *
 * <p>Errors as everywhere: {@link io.jenkins.plugins.delivery.engine.RetryableException} means "again later",
 * {@link io.jenkins.plugins.delivery.engine.TerminalException} ends the step. A deployer is stateless and thread-safe.
 *
 * @param <Q> the request record of its step
 */
public interface Deployer<Q extends DeployRequest> {

    /** Fact of an undoing that is looked at: a sentence, when there is nothing to go back to. */
    String NOTE = "note";

    /** Name of its step. */
    String step();

    /** One word for the ledger: helm, ecs. */
    String word();

    Class<Q> requestType();

    /** Whether {@link #apply} needs the workspace and its machine; {@link #look} and {@link #restore} run where the credentials are. */
    boolean usesWorkspace(Q request);

    /** Whether looking and going back is possible only from where {@link #apply} runs, which is then held until the end. */
    default boolean staysThere(Q request) {
        return false;
    }

    /** As {@link io.jenkins.plugins.delivery.engine.Operation#childJars()}. */
    default List<Path> childJars() {
        return List.of();
    }

    /** As {@link io.jenkins.plugins.delivery.engine.Operation#workspaceCredentials}. */
    Set<String> workspaceCredentials(Q request);

    /** Names the remote that looks ask, as {@link io.jenkins.plugins.delivery.engine.WaitingOperation#endpoint}. */
    String endpoint(Q request);

    /**
     * Changes what shall run, or undoes an earlier deployment when the request says {@code restore}. Reads first, so that wrong
     * addresses, names and credentials fail without effect; recognises its own work when a crashed run calls it again. In a dry run it
     * changes nothing; that of an undoing tells which version is left and which is gone back to. An interrupted call leaves nothing half done that it can still clean up.
     */
    Applied apply(Q request, EngineContext context) throws InterruptedException;

    /** Looks once. */
    Look look(Q request, Applied applied, EngineContext context) throws InterruptedException;

    /**
     * Puts back what ran before {@link #apply}, without waiting for it to be ready. Called at most once for each wait, and again only
     * after a crash.
     *
     * @param why for the platform's own history
     * @return what is true now
     */
    Restored restore(Q request, Applied applied, String why, EngineContext context) throws InterruptedException;

    /**
     * Notes in the platform's own history, where it has one, that what {@link #apply} brought did not come up and stays all the same; so
     * no later way back leads to it.
     */
    default void fail(Q request, Applied applied, String why, EngineContext context) throws InterruptedException {}

    /**
     * Notes in the platform's own history that a deployment which may have been noted as failed counts as good: a person decided so.
     *
     * @param way the dry run of its undoing
     */
    default void keep(Q request, Applied way, EngineContext context) throws InterruptedException {}

    /**
     * What going back came to.
     *
     * @param to what runs again, for people; null when nothing was put back
     * @param sentence for people, for example {@code stage is back at 1.3.9 (revision 5).}
     */
    record Restored(String to, String sentence) {}
}
