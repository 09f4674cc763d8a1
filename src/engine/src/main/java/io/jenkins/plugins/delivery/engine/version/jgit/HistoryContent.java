package io.jenkins.plugins.delivery.engine.version.jgit;

import java.io.IOException;
import org.eclipse.jgit.transport.FilterSpec;

/** What a server is asked to send of a history. */
enum HistoryContent {
    /** Commits and annotated tags. */
    COMMITS("tree:0"),
    /** Also the listings of folders, for questions about paths; the files stay on the server. */
    COMMITS_AND_TREES("blob:none"),
    /** Files too, for a server that filters nothing. */
    EVERYTHING(null);

    private final String filter;

    HistoryContent(String filter) {
        this.filter = filter;
    }

    /** The filter of a partial clone (gitprotocol-v2, "filter"). */
    FilterSpec spec() throws IOException {
        return filter == null ? FilterSpec.NO_FILTER : FilterSpec.fromFilterLine(filter);
    }
}
