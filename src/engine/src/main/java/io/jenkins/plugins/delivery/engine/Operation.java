package io.jenkins.plugins.delivery.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One step of a delivery, run to its end. Hosts (the Jenkins plugin, the runner) find operations in the catalogue, bind the
 * request from a map and show the result.
 *
 * <p>An operation is stateless and thread-safe; what it needs comes through its constructor (ports) and the context.
 *
 * @param <Q> the request record
 * @param <R> the result record
 */
public interface Operation<Q extends OperationRequest, R extends OperationResult> {

    /**
     * Runs the operation. In a {@linkplain EngineContext#dryRun() dry run} it reads, decides and reports, and changes nothing.
     *
     * @throws DeliveryException when it could not be done; the message is a sentence for a person
     * @throws InterruptedException when the run was aborted; remote state is then as the operation's own documentation says
     */
    R run(Q request, EngineContext context) throws InterruptedException;

    /**
     * Whether {@link #run}, or {@link WaitingOperation#start}, needs the files of the workspace. A host then runs that call where the
     * workspace is; every other call belongs where the network and the credentials are.
     */
    default boolean usesWorkspace(Q request) {
        return false;
    }

    /**
     * Jars of this process that {@link #run} starts another process with. A host that runs it on another machine puts them there and
     * names their places in the context.
     */
    default List<Path> childJars() {
        return List.of();
    }

    /**
     * The ids of the credentials that a call in the workspace may ask for: those, and no others, travel to the machine of the
     * workspace. By convention the values of the parameters that are called {@code credentialsId} or end so.
     */
    default Set<String> workspaceCredentials(Q request) {
        return RequestBinder.unbind(request).entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).endsWith("credentialsid"))
                .map(entry -> entry.getValue().toString())
                .collect(Collectors.toUnmodifiableSet());
    }
}
