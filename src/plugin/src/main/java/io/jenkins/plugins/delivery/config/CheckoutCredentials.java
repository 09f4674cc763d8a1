package io.jenkins.plugins.delivery.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.scm.api.SCMSource;
import jenkins.triggers.SCMTriggerItem;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * The credentials that a job checks out with, so that nobody has to name them a second time. They are read from the configuration of
 * the job as its form has it, whichever plugin brings it (git, GitHub, GitLab, Bitbucket), and used like any that a Jenkinsfile names:
 * by id, in the context of the run.
 */
final class CheckoutCredentials {

    private static final String KEY = "credentialsId";

    private CheckoutCredentials() {}

    /** @return empty when the job names none or several, or when the run may not use them */
    static Optional<String> of(Run<?, ?> run) {
        Set<String> ids = new LinkedHashSet<>();
        for (Object configured : configured(run)) {
            collect(DescribableModel.uninstantiate2_(configured), ids);
        }
        return ids.size() == 1 ? ids.stream().filter(id -> isUsable(id, run)).findFirst() : Optional.empty();
    }

    /** The source of a multibranch project, else what a pipeline names as the place of its Jenkinsfile. */
    private static List<Object> configured(Run<?, ?> run) {
        SCMSource source = SCMSource.SourceByItem.findSource(run.getParent());
        if (source != null) {
            return List.of(source);
        }
        SCMTriggerItem item = SCMTriggerItem.SCMTriggerItems.asSCMTriggerItem(run.getParent());
        return item == null ? List.of() : new ArrayList<>(item.getSCMs());
    }

    private static void collect(Object value, Set<String> ids) {
        if (value instanceof UninstantiatedDescribable describable) {
            collect(describable.getArguments(), ids);
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                if (KEY.equals(key) && item instanceof String id && !id.isEmpty()) {
                    ids.add(id);
                } else {
                    collect(item, ids);
                }
            });
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> collect(item, ids));
        }
    }

    private static boolean isUsable(String id, Run<?, ?> run) {
        return CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, List.of()) != null;
    }
}
