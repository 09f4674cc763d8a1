package io.jenkins.plugins.delivery.testbed.zap;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes;
import io.jenkins.plugins.delivery.testbed.http.StandInServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * OWASP ZAP as a daemon on a local port: it knows rules, reaches a site or not, spiders and scans it in a number of looks, and then has
 * the alerts that a test gave it. Answers and errors are those of ZAP 2.17; without the right key it hangs up as ZAP does.
 */
public final class ZapServer extends StandInServer {

    /** Until somebody says otherwise a scan stays where it is. */
    private static final int ENDLESS = Integer.MAX_VALUE;

    private final List<Map<String, Object>> alerts = new ArrayList<>();
    private final List<Map<String, Object>> found = new ArrayList<>();
    private final List<String> urls = new ArrayList<>();
    private final Map<String, Integer> scans = new LinkedHashMap<>();
    private String key;
    private int passiveRules = 3;
    private int activeRules = 3;
    private int looks = ENDLESS;
    private int siteStatus = 200;
    private int pages;

    private ZapServer(String key) {
        this.key = key;
    }

    /** Starts a ZAP with rules that finds nothing, and whose scans go on until {@link #finish}. */
    public static ZapServer start(String key) {
        ZapServer server = new ZapServer(key);
        server.open();
        return server;
    }

    /** Wants another API key from now on. */
    public synchronized void requireKey(String apiKey) {
        key = apiKey;
    }

    /** Lets every scan come to its end, and everything after it. */
    public void finish() {
        looks(1);
    }

    /** How many rules are enabled. */
    public synchronized void rules(int passive, int active) {
        passiveRules = passive;
        activeRules = active;
    }

    /** How many looks at its status a scan needs. */
    public synchronized void looks(int count) {
        looks = count;
    }

    /** What the site answers to ZAP; 0 when ZAP cannot reach it. */
    public synchronized void siteAnswers(int status) {
        siteStatus = status;
    }

    /** An alert that the next scan finds; risk and confidence in ZAP's words. */
    public synchronized void finds(String rule, String name, String risk, String confidence, String url) {
        alerts.add(alert(rule, name, risk, confidence, url));
    }

    /** The same in the fields of ZAP's API: pluginId, alertRef, name, risk, confidence, url, method and param. */
    public synchronized void finds(Map<String, Object> alert) {
        alerts.add(Map.copyOf(alert));
    }

    /** An alert that is there already, from another scan. */
    public synchronized void holds(String rule, String name, String risk, String confidence, String url) {
        found.add(alert(rule, name, risk, confidence, url));
    }

    /** Forgets its scans, as a restart does. */
    public synchronized void forgetScans() {
        scans.clear();
    }

    @Override
    protected Routes routes() {
        return new Routes()
                .get("/JSON/core/view/version/", call -> keyed(call.request(), Map.of("version", "2.17.0")))
                .get("/JSON/core/view/urls/", call -> keyed(call.request(), Map.of("urls", urls())))
                .get("/JSON/core/action/accessUrl/", call -> accessUrl(call.request()))
                .get("/JSON/pscan/view/scanners/", call -> keyed(call.request(), rules(passiveRules)))
                .get("/JSON/ascan/view/scanners/", call -> keyed(call.request(), rules(activeRules)))
                .get("/JSON/pscan/view/recordsToScan/", call -> keyed(call.request(), records()))
                .get("/JSON/{component}/action/scan/", call -> scan(call.request(), call.variable("component")))
                .get("/JSON/{component}/view/status/", call -> status(call.request(), call.variable("component")))
                .get("/JSON/{component}/action/stop/", call -> keyed(call.request(), Map.of("Result", "OK")))
                .get("/JSON/context/view/context/", call -> context(call.request()))
                .get("/JSON/alert/action/deleteAlerts/", call -> deleteAlerts(call.request()))
                .get("/JSON/alert/view/alerts/", call -> alerts(call.request()));
    }

    @Override
    protected Answer error(int status, String message) {
        return Answer.json(status, Map.of("code", message.toLowerCase().replace(' ', '_'), "message", message));
    }

    private Answer keyed(RecordedRequest request, Map<String, ?> answer) {
        if (!request.header("X-ZAP-API-Key").orElse("").equals(key)) {
            throw new Refusal(new Answer(
                    200,
                    Map.of(),
                    out -> {
                        throw new IOException("ZAP hangs up");
                    },
                    2));
        }
        return Answer.json(200, answer);
    }

    private synchronized List<String> urls() {
        return List.copyOf(urls);
    }

    private static Map<String, Object> rules(int enabled) {
        List<Map<String, Object>> rules = new ArrayList<>();
        rules.add(Map.of("id", "1", "enabled", "false"));
        rules.add(Map.of("id", "50003", "name", "Stats Passive Scan Rule", "enabled", "true"));
        for (int i = 0; i < enabled; i++) {
            rules.add(Map.of("id", String.valueOf(10000 + i), "enabled", "true"));
        }
        return Map.of("scanners", rules);
    }

    private synchronized Map<String, Object> records() {
        pages = Math.max(0, pages - 1);
        return Map.of("recordsToScan", String.valueOf(pages));
    }

    private synchronized Answer accessUrl(RecordedRequest request) {
        if (siteStatus == 0) {
            return error(500, "Internal Error");
        }
        urls.add(request.queryParameter("url").orElse(""));
        return keyed(
                request,
                Map.of("accessUrl", List.of(Map.of("responseHeader", "HTTP/1.1 " + siteStatus + " Said\r\n\r\n"))));
    }

    private synchronized Answer scan(RecordedRequest request, String component) {
        scans.put(component, 0);
        pages = Math.min(2, looks);
        return keyed(request, Map.of("scan", "0"));
    }

    private synchronized Answer status(RecordedRequest request, String component) {
        if (!scans.containsKey(component)) {
            return error(400, "Does Not Exist");
        }
        int seen = scans.merge(component, 1, Integer::sum);
        if (seen >= looks) {
            found.addAll(alerts);
            alerts.clear();
        }
        return keyed(
                request, Map.of("status", String.valueOf(looks == ENDLESS ? 40 : Math.min(100L, 100L * seen / looks))));
    }

    private Answer context(RecordedRequest request) {
        return request.queryParameter("contextName").orElse("").equals("logged in")
                ? keyed(request, Map.of("context", Map.of("name", "logged in", "id", "4")))
                : error(400, "Does Not Exist");
    }

    private synchronized Answer deleteAlerts(RecordedRequest request) {
        int before = found.size();
        found.removeIf(alert -> String.valueOf(alert.get("url"))
                .startsWith(request.queryParameter("baseurl").orElse("")));
        return keyed(request, Map.of("deleteAlerts", String.valueOf(before - found.size())));
    }

    /** Pages begin with 1, as ZAP counts. */
    private synchronized Answer alerts(RecordedRequest request) {
        String base = request.queryParameter("baseurl").orElse("");
        int start = Integer.parseInt(request.queryParameter("start").orElse("1"));
        int count = Integer.parseInt(request.queryParameter("count").orElse("1000000"));
        List<Map<String, Object>> page = found.stream()
                .filter(alert -> String.valueOf(alert.get("url")).startsWith(base))
                .skip(Math.max(0, start - 1))
                .limit(count)
                .toList();
        return keyed(request, Map.of("alerts", page));
    }

    private static Map<String, Object> alert(String rule, String name, String risk, String confidence, String url) {
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("pluginId", rule);
        alert.put("alertRef", rule);
        alert.put("name", name);
        alert.put("risk", risk);
        alert.put("confidence", confidence);
        alert.put("url", url);
        alert.put("method", "GET");
        alert.put("param", "q");
        return alert;
    }
}
