package io.jenkins.plugins.delivery.engine.gate.zap;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.engine.Durations;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Takes one step of a scan with a running ZAP: one call, and what it means. {@link ZapReadiness} knows those before the scan. */
final class ZapLook {

    private final ZapApi zap;
    private final ZapScanRequest request;
    private final EngineContext context;

    ZapLook(ZapApi zap, ZapScanRequest request, EngineContext context) {
        this.zap = zap;
        this.request = request;
        this.context = context;
    }

    /** One step; not for the last phase. */
    ZapStep take(ZapTicket ticket) throws InterruptedException, ZapUndecided {
        return switch (ticket.phase()) {
            case GREET, PASSIVE_RULES, ACTIVE_RULES, CONTEXT, REACH, FORGET ->
                new ZapReadiness(zap, request, context).take(ticket);
            case START_SPIDER -> startSpider(ticket);
            case SPIDER -> spider(ticket);
            case START_ACTIVE -> startActive(ticket);
            case ACTIVE -> running(ticket, "ascan", "active scan");
            case PASSIVE -> passive(ticket);
            case COUNT -> count(ticket);
            case ALERTS -> throw new IllegalStateException("the alerts are read by ZapScan");
        };
    }

    private ZapStep startSpider(ZapTicket ticket) throws InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("url", request.target().start());
        parameters.put("recurse", "true");
        Optional.ofNullable(request.context()).ifPresent(name -> parameters.put("contextName", name));
        String scan = zap.action("spider", "scan", parameters).path("scan").asText();
        return next(ticket.with("scan", scan), "ZAP's spider begins");
    }

    private ZapStep spider(ZapTicket ticket) throws InterruptedException, ZapUndecided {
        Instant until = ticket.since().plus(request.spiderFor());
        if (context.clock().instant().isBefore(until)) {
            return running(ticket, "spider", "spider");
        }
        zap.action("spider", "stop", Map.of("scanId", ticket.scan()));
        context.log()
                .warn("ZAP's spider was stopped after " + Durations.text(request.spiderFor())
                        + "; what it found until then is scanned.");
        return next(ticket, "ZAP's spider was stopped");
    }

    private ZapStep startActive(ZapTicket ticket) throws InterruptedException {
        Map<String, String> parameters = new LinkedHashMap<>(request.policyParameters());
        parameters.put("url", request.target().base());
        parameters.put("recurse", "true");
        Optional.ofNullable(ticket.contextId()).ifPresent(id -> parameters.put("contextId", id));
        String scan = zap.action("ascan", "scan", parameters).path("scan").asText();
        return next(ticket.with("scan", scan), "ZAP's active scan begins");
    }

    private ZapStep running(ZapTicket ticket, String component, String what) throws InterruptedException, ZapUndecided {
        try {
            int percent = zap.view(component, "status", Map.of("scanId", ticket.scan()))
                    .path("status")
                    .asInt();
            return percent >= 100
                    ? next(ticket, "ZAP's " + what + " is through")
                    : wait(ticket, "ZAP's " + what + " of " + request.where() + " is at " + percent + " %");
        } catch (TerminalException e) {
            if (ZapApi.says(e, "Does Not Exist", "does_not_exist")) {
                throw new ZapUndecided("ZAP does not know its " + what + " any more, as if it had been restarted");
            }
            throw e;
        }
    }

    private ZapStep passive(ZapTicket ticket) throws InterruptedException {
        int left = zap.view("pscan", "recordsToScan", Map.of())
                .path("recordsToScan")
                .asInt();
        if (left > 0) {
            return wait(
                    ticket.with("idle", false),
                    "ZAP's passive rules have " + left + " pages of " + request.where() + " to go");
        }
        // What was seen last may not be in the queue yet.
        return Boolean.TRUE.equals(ticket.ticket().state().get("idle"))
                ? next(ticket, "ZAP's passive rules are through")
                : wait(ticket.with("idle", true), "ZAP's passive rules seem to be through");
    }

    private ZapStep count(ZapTicket ticket) throws InterruptedException, ZapUndecided {
        int urls = 0;
        for (JsonNode url : zap.view(
                        "core", "urls", Map.of("baseurl", request.target().base()))
                .path("urls")) {
            urls += request.target().covers(url.asText()) ? 1 : 0;
        }
        if (urls < request.minUrls()) {
            throw new ZapUndecided("ZAP knows " + urls + " addresses of the site, at least " + request.minUrls()
                    + " expected; the rest may be behind a log-in");
        }
        return next(ticket.with("urls", urls), "ZAP knows " + urls + " addresses of the site");
    }

    private ZapStep next(ZapTicket ticket, String message) {
        return ZapStep.next(ticket, message, context.clock().instant());
    }

    /** Asks soon at first, then every five seconds. */
    private ZapStep wait(ZapTicket ticket, String message) {
        long seconds =
                Duration.between(ticket.since(), context.clock().instant()).toSeconds();
        return new ZapStep(ticket.with("tries", 0), message, Duration.ofSeconds(Math.min(5, 1 + seconds / 5)));
    }
}
