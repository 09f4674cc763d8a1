package io.jenkins.plugins.delivery.engine.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an organisation says of the GitOps repository, Argo CD and the calendar, as arguments of the steps that a Jenkinsfile calls by
 * itself. Credentials are given only for the servers that the organisation has named itself.
 */
final class PromotionArguments {

    private static final List<String> OF_LEDGER = List.of("gitops", "branch", "credentialsId");
    private static final List<String> OF_CALENDAR = List.of("freeze", "zone", "onFreeze");

    /** What {@code argoPromote} and {@code argoRollback} are told alike, whoever calls them. */
    static final List<String> OF_WAY_BACK = List.of(
            "gitops",
            "branch",
            "credentialsId",
            "signingCredentialsId",
            "mode",
            "forge",
            "forgeUrl",
            "forgeProject",
            "forgeCredentialsId",
            "autoMerge",
            "mergeTimeout",
            "remindAfter",
            "argo",
            "argoCredentialsId",
            "app",
            "project",
            "waitFor",
            "timeout",
            "stableFor",
            "terminateStuck",
            "quarantine",
            "migrations");

    private final Map<String, Object> gitops;
    private final Map<String, Object> argo;
    private final Environment environment;
    private final Map<String, Object> given;

    /**
     * @param environment what is configured for the environment of the call
     * @param given the arguments of the call
     */
    PromotionArguments(
            Map<String, Object> gitops, Map<String, Object> argo, Environment environment, Map<String, Object> given) {
        this.gitops = gitops;
        this.argo = argo;
        this.environment = environment;
        this.given = given;
    }

    Map<String, Object> argoPromote() {
        Map<String, Object> args = PromotionTarget.of(gitops, argo, environment);
        ServerAddress.leaveServer(args, given);
        if (isOtherServer(args, "gitops")) {
            args.remove("credentialsId");
            ServerAddress.OF_FORGE.forEach(args::remove);
        }
        if (isOtherServer(args, "argo")) {
            args.keySet().removeAll(List.of("argoCredentialsId", "project"));
        }
        return args;
    }

    Map<String, Object> argoRollback() {
        return only(OF_WAY_BACK);
    }

    /** For steps that read the ledger. */
    Map<String, Object> ledger() {
        return only(OF_LEDGER);
    }

    /** For steps that write it. */
    Map<String, Object> signedLedger() {
        Map<String, Object> args = ledger();
        for (String key : List.of("signingCredentialsId", "mode")) {
            Object value = environment.settings().getOrDefault(key, gitops.get(key));
            if (value != null) {
                args.put(key, value);
            }
        }
        return args;
    }

    /** For the steps of other deployers, whose {@code credentialsId} is for what they deploy to. */
    Map<String, Object> deployerLedger() {
        Map<String, Object> args = signedLedger();
        Object credentials = args.remove("credentialsId");
        if (credentials != null) {
            args.put("gitopsCredentialsId", credentials);
        }
        return args;
    }

    Map<String, Object> promotionTurn() {
        Map<String, Object> args = ledger();
        OF_CALENDAR.stream()
                .filter(environment.settings()::containsKey)
                .forEach(key -> args.put(key, environment.settings().get(key)));
        return args;
    }

    private Map<String, Object> only(List<String> keys) {
        Map<String, Object> args = new LinkedHashMap<>(argoPromote());
        args.keySet().retainAll(keys);
        return args;
    }

    private boolean isOtherServer(Map<String, Object> configured, String parameter) {
        return ServerAddress.isOther(
                ServerAddress.ofUrl(configured.get(parameter)), ServerAddress.ofUrl(given.get(parameter)));
    }
}
