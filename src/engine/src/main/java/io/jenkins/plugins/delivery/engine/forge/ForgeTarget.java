package io.jenkins.plugins.delivery.engine.forge;

import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.List;

/** What every step that talks to the site of a repository is told about it. */
public interface ForgeTarget extends OperationRequest {

    /** URL of the repository. */
    String source();

    ForgeKind forge();

    /** API address of a site of one's own; null for that of the repository's host. */
    String forgeUrl();

    /** Owner and name; null for the path of the repository's URL. */
    String forgeProject();

    String forgeCredentialsId();

    /** @throws TerminalException when nothing tells which site it is */
    default ForgeAddress address() {
        return ForgeAddress.of(forge(), source(), forgeUrl(), forgeProject())
                .orElseThrow(() -> new TerminalException(
                        "Nothing says which forge " + source() + " belongs to.",
                        "Set forge: github or gitlab, and forgeUrl for one of your own."));
    }

    /** Adds what is wrong with what every such step is told. */
    static void problems(ForgeKind forge, String commit, Integer number, String url, List<String> problems) {
        if (forge == ForgeKind.NONE) {
            problems.add("forge: none has no pull requests; use auto, github or gitlab");
        }
        if (commit != null && !commit.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            problems.add("commit '" + commit + "' is not a full commit id");
        }
        if (number != null && number < 1) {
            problems.add("number is not that of a pull request");
        }
        if (url != null && !url.matches("https?://[^\\s<>\"'`\\p{C}]{1,1000}")) {
            problems.add("url is not an http or https address");
        }
    }
}
