package io.jenkins.plugins.delivery.engine.version.jgit;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** Where the branches of a clone end. */
final class BranchTips {

    private BranchTips() {}

    /** Names of branches, without these prefixes, by the commit that they point to. */
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
