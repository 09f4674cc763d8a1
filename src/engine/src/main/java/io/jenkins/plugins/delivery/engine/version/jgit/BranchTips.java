package io.jenkins.plugins.delivery.engine.version.jgit;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** Which branches point where. */
final class BranchTips {

    private BranchTips() {}

    /**
     * Branch names by the commit they point to.
     *
     * @param prefixes what the names of the references begin with, and the names of the branches do not
     */
    static Map<String, Set<String>> of(Repository repository, List<String> prefixes) throws IOException {
        Map<String, Set<String>> names = new HashMap<>();
        for (String prefix : prefixes) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
                if (!ref.isSymbolic() && ref.getObjectId() != null) {
                    names.computeIfAbsent(ref.getObjectId().name(), id -> new TreeSet<>())
                            .add(ref.getName().substring(prefix.length()));
                }
            }
        }
        return names;
    }
}
