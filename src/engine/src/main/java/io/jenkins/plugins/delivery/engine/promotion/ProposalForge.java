package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.forge.Forge;
import io.jenkins.plugins.delivery.engine.forge.ForgeAddress;
import java.util.Optional;

/** The site that hosts the GitOps repository of a request. */
final class ProposalForge {

    private ProposalForge() {}

    static Forge open(Forge.Opener forges, ProposalTarget request, EngineContext context) {
        ForgeAddress address = address(request)
                .orElseThrow(() -> new TerminalException(
                        "Nothing says which forge " + request.gitops()
                                + " belongs to, so no pull request can be opened.",
                        "Set forge: github or gitlab, and forgeUrl for one of your own; or mode: push."));
        return forges.open(address, credentials(request), context);
    }

    /** For hosts that let waits on one remote share a loop. */
    static String endpoint(ProposalTarget request) {
        return address(request).map(found -> found.kind() + " " + found.api()).orElse("");
    }

    private static Optional<ForgeAddress> address(ProposalTarget request) {
        return ForgeAddress.of(request.forge(), request.gitops(), request.forgeUrl(), request.forgeProject());
    }

    /** The token of the forge; a token for Git over https is one, too. */
    private static String credentials(ProposalTarget request) {
        return request.forgeCredentialsId() == null ? request.credentialsId() : request.forgeCredentialsId();
    }
}
