package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.argo.Application;
import io.jenkins.plugins.delivery.engine.argo.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a promotion tells people in the log beside its progress. */
final class PromotionNews {

    private static final Pattern OF_AN_IMAGE = Pattern.compile("(?i)tag|digest|image");

    private PromotionNews() {}

    static void warnOfForeignSource(Application application, ArgoTarget request, EngineContext context) {
        Optional<Integer> source = application.sourceIn(request.gitops(), request.branch());
        if (source.isPresent()) {
            String follows = application.sources().get(source.get()).targetRevision();
            if (!application.sources().get(source.get()).follows(request.branch())) {
                context.log()
                        .warn("The Argo CD application '" + application.name() + "' follows '" + follows
                                + "' and not the branch '" + request.branch() + "'; it may never see the commit.");
            }
        } else if (application.family().parent().isPresent()) {
            context.log()
                    .info("The Argo CD application '" + application.name() + "' gets the commit by way of '"
                            + application.family().parent().get() + "', which declares it.");
        } else {
            context.log()
                    .warn("The Argo CD application '" + application.name() + "' does not follow " + request.gitops()
                            + " but " + repositories(application) + "; it may never see the commit.");
        }
    }

    private static List<String> repositories(Application application) {
        return application.sources().stream()
                .map(source -> source.repository() + " at "
                        + (source.targetRevision().isEmpty() ? "its default branch" : source.targetRevision()))
                .toList();
    }

    /** An application that was deleted and made again has to show everything anew. */
    static PromotionWait tellOfReplacement(PromotionWait wait, Application application, EngineContext context) {
        String known = wait.ticket().text("uid");
        String uid = application.family().uid();
        if (known != null && !known.isEmpty() && !known.equals(uid)) {
            context.log()
                    .warn("The Argo CD application '" + application.name()
                            + "' was deleted and created again; what it showed before does not count.");
            return WatchNotes.memory(wait, Readiness.Memory.NONE)
                    .with("uid", uid)
                    .with("before", null)
                    .with("relatives", null);
        }
        return known == null ? wait.with("uid", uid) : wait;
    }

    /** Values that nothing reads change nothing: then Argo CD says Synced and Healthy of what ran before. */
    static void warnOfOtherImages(PromotionWait wait, Application application, EngineContext context) {
        List<String> tags = wait.values().entrySet().stream()
                .filter(value -> OF_AN_IMAGE.matcher(value.getKey()).find())
                .map(Map.Entry::getValue)
                .toList();
        List<String> images = application.images();
        boolean seen = images.stream().anyMatch(image -> tags.stream().anyMatch(image::contains));
        if (!tags.isEmpty() && !images.isEmpty() && !seen) {
            context.log()
                    .warn("None of the images that Argo CD sees in '" + application.name() + "' has "
                            + String.join(" or ", tags) + ": "
                            + images.stream().limit(5).collect(Collectors.joining(", "))
                            + ". Check that its manifests read "
                            + String.join(", ", wait.values().keySet())
                            + ", and that ignoreDifferences does not keep the image.");
        }
    }

    static void tell(ArgoTarget request, GitOpsChange.Landing landing, EngineContext context) {
        String what = request.service() + " in " + request.env();
        context.log()
                .info(
                        switch (landing.state()) {
                            case PUSHED, RESTORED ->
                                what + ": commit " + Commits.abbreviate(landing.commit()) + " is in Git ("
                                        + landing.file() + ").";
                            // A note says why there is nothing to put back, and follows below.
                            case PLANNED ->
                                what + ": dry run, "
                                        + (landing.note().isEmpty() ? landing.file() : "nothing")
                                        + " would change.";
                            case UNCHANGED -> what + ": Git has these values already (" + landing.file() + ").";
                            default -> what + ": nothing was pushed.";
                        });
        if (!landing.note().isEmpty()) {
            context.log().info(landing.note());
        }
    }
}
