package io.jenkins.plugins.delivery.engine.gate.zap;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The steps before a scan: whether ZAP can find anything and reaches the site. Without them a scan of nothing would pass. */
final class ZapReadiness {

    private static final Pattern STATUS = Pattern.compile("HTTP/\\S+ (\\d{3})");

    /** Always there and enabled: those that run scripts, of which there may be none, and the one that counts for statistics. */
    private static final Set<String> FINDS_NOTHING = Set.of("50000", "50001", "50003");

    private final ZapApi zap;
    private final ZapScanRequest request;
    private final EngineContext context;

    ZapReadiness(ZapApi zap, ZapScanRequest request, EngineContext context) {
        this.zap = zap;
        this.request = request;
        this.context = context;
    }

    /** One step; only for the phases before the scan. */
    ZapStep take(ZapTicket ticket) throws InterruptedException, ZapUndecided {
        return switch (ticket.phase()) {
            case GREET -> greet(ticket);
            case PASSIVE_RULES -> rules(ticket, "pscan", "passive", Map.of());
            case ACTIVE_RULES -> rules(ticket, "ascan", "active", request.policyParameters());
            case CONTEXT -> context(ticket);
            case REACH -> reach(ticket);
            case FORGET -> forget(ticket);
            default -> throw new IllegalStateException(ticket.phase() + " is none of the steps before a scan");
        };
    }

    private ZapStep greet(ZapTicket ticket) throws InterruptedException {
        String version = zap.view("core", "version", Map.of()).path("version").asText("of an unknown version");
        context.log()
                .info("Scan of " + request.where() + " by ZAP " + version + " ("
                        + request.mode().text() + ").");
        return next(ticket, "ZAP answers");
    }

    private ZapStep rules(ZapTicket ticket, String component, String kind, Map<String, String> parameters)
            throws InterruptedException, ZapUndecided {
        int enabled = 0;
        try {
            for (JsonNode rule : zap.view(component, "scanners", parameters).path("scanners")) {
                boolean finds = !FINDS_NOTHING.contains(rule.path("id").asText());
                enabled += finds && rule.path("enabled").asText().equals("true") ? 1 : 0;
            }
        } catch (TerminalException e) {
            if (request.policy() != null && ZapApi.says(e, "Does Not Exist", "does_not_exist")) {
                throw new ZapUndecided("ZAP has no scan policy named '" + request.policy() + "'");
            }
            if (!ZapApi.says(e, "No Implementor", "no_implementor")) {
                throw e;
            }
        }
        if (enabled == 0) {
            throw new ZapUndecided(
                    "ZAP has no " + kind + " rules that are enabled, so it would find nothing; install the add-on "
                            + component + "rules, or enable some");
        }
        return next(ticket, "ZAP has " + enabled + " " + kind + (enabled == 1 ? " rule" : " rules"));
    }

    private ZapStep context(ZapTicket ticket) throws InterruptedException, ZapUndecided {
        try {
            String id = zap.view("context", "context", Map.of("contextName", request.context()))
                    .path("context")
                    .path("id")
                    .asText();
            return next(ticket.with("contextId", id), "ZAP knows the context " + request.context());
        } catch (TerminalException e) {
            if (ZapApi.says(e, "Does Not Exist", "does_not_exist", "Context Not Found", "context_not_found")) {
                throw new ZapUndecided("ZAP has no context named '" + request.context() + "'");
            }
            throw e;
        }
    }

    private ZapStep reach(ZapTicket ticket) throws InterruptedException, ZapUndecided {
        JsonNode visits = zap.action(
                        "core", "accessUrl", Map.of("url", request.target().start(), "followRedirects", "true"))
                .path("accessUrl");
        String header = visits.path(visits.size() - 1).path("responseHeader").asText();
        Matcher status = STATUS.matcher(header);
        if (!status.lookingAt()) {
            throw new ZapUndecided("the site gave ZAP no HTTP answer");
        }
        if (status.group(1).startsWith("5")) {
            throw new ZapUndecided("the site answered ZAP with " + status.group(1));
        }
        if (status.group(1).startsWith("4")) {
            context.log()
                    .warn(request.where() + " answers its first page with " + status.group(1)
                            + ": the scan may see little of it.");
        }
        return next(ticket, "ZAP reaches the site");
    }

    private ZapStep forget(ZapTicket ticket) throws InterruptedException {
        int deleted = zap.action(
                        "alert",
                        "deleteAlerts",
                        Map.of("baseurl", request.target().base()))
                .path("deleteAlerts")
                .asInt();
        if (deleted > 0) {
            context.log().info("ZAP forgot " + deleted + " alerts of earlier scans of " + request.url() + ".");
        }
        return next(ticket, "ZAP begins without alerts");
    }

    private ZapStep next(ZapTicket ticket, String message) {
        return ZapStep.next(ticket, message, context.clock().instant());
    }
}
