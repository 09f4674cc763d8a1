package io.jenkins.plugins.delivery.engine.gate.zap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads ZAP's report {@code traditional-json} (and {@code traditional-json-plus}) as a stream: {@code site[].alerts[].instances[]},
 * described in ZAP's documentation under "Traditional JSON Report". What a request or a page said is skipped unread.
 */
final class ZapReportFile {

    private static final long MOST_BYTES = 1L << 30;
    private static final int MOST_PLACES = 50_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(1 << 20)
                    .build())
            .build();

    private final JsonParser json;
    private final ZapTally tally;
    private final Predicate<String> inside;
    private int sites;

    private ZapReportFile(JsonParser json, ZapTally tally, Predicate<String> inside) {
        this.json = json;
        this.tally = tally;
        this.inside = inside;
    }

    /**
     * Hands every alert of the file to the tally.
     *
     * @param inside which addresses count
     */
    static void read(Path file, ZapTally tally, Predicate<String> inside) throws UnreadableReport {
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = JSON.createParser(in)) {
            if (Files.size(file) > MOST_BYTES) {
                throw new UnreadableReport("it is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            new ZapReportFile(json, tally, inside).document();
        } catch (JsonProcessingException e) {
            throw new UnreadableReport("it is not whole JSON, it breaks off or goes wrong in line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new UnreadableReport(String.valueOf(e.getMessage()));
        }
    }

    private void document() throws IOException, UnreadableReport {
        boolean found = false;
        if (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean site = json.currentName().equals("site");
                found |= site;
                JsonToken value = json.nextToken();
                if (site && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        site();
                    }
                } else if (site && value == JsonToken.START_OBJECT) {
                    site();
                } else {
                    json.skipChildren();
                }
            }
        }
        if (!found) {
            throw new UnreadableReport("it has no 'site', so it is no report of the kind traditional-json");
        }
        if (sites == 0) {
            throw new UnreadableReport("it names no site, so nothing was scanned");
        }
        while (json.nextToken() != null) {
            json.skipChildren();
        }
    }

    private void site() throws IOException, UnreadableReport {
        sites++;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean alerts = json.currentName().equals("alerts");
            if (json.nextToken() == JsonToken.START_ARRAY && alerts) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    alert();
                }
            } else {
                json.skipChildren();
            }
        }
    }

    /** The head of an alert may stand after its places. */
    private void alert() throws IOException, UnreadableReport {
        int line = json.currentLocation().getLineNr();
        Map<String, String> head = new HashMap<>();
        Map<ZapAlert.Place, Integer> places = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "pluginid", "alertRef", "name", "alert", "riskcode", "confidence" ->
                    head.put(name, json.getValueAsString(""));
                case "instances" -> places(value, places);
                default -> json.skipChildren();
            }
        }
        String rule = head.getOrDefault("pluginid", "");
        ZapAlert alert = new ZapAlert(
                head.getOrDefault("alertRef", rule),
                rule,
                head.getOrDefault("name", head.getOrDefault("alert", "an alert without a name")),
                ZapRisk.of(head.getOrDefault("riskcode", ""))
                        .orElseThrow(() -> unknown("riskcode", head.get("riskcode"), line)),
                ZapConfidence.of(head.getOrDefault("confidence", ""))
                        .orElseThrow(() -> unknown("confidence", head.get("confidence"), line)));
        if (places.isEmpty()) {
            throw new UnreadableReport("line " + line + " has the alert " + alert.title() + " without any instance");
        }
        for (Map.Entry<ZapAlert.Place, Integer> place : places.entrySet()) {
            for (int i = 0; i < place.getValue() && inside.test(place.getKey().url()); i++) {
                tally.add(alert, place.getKey());
            }
        }
    }

    private void places(JsonToken value, Map<ZapAlert.Place, Integer> places) throws IOException, UnreadableReport {
        if (value != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> fields = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "uri", "method", "param" -> fields.put(name, json.getValueAsString(""));
                    default -> json.skipChildren();
                }
            }
            if (places.size() >= MOST_PLACES) {
                throw new UnreadableReport("line " + json.currentLocation().getLineNr() + " is beyond the "
                        + MOST_PLACES + " instances that one alert may have");
            }
            places.merge(
                    new ZapAlert.Place(
                            fields.getOrDefault("uri", ""),
                            fields.getOrDefault("method", ""),
                            fields.getOrDefault("param", "")),
                    1,
                    Integer::sum);
        }
    }

    private static UnreadableReport unknown(String field, String value, int line) {
        return new UnreadableReport("line " + line + " has an alert whose " + field + " is '" + value + "'");
    }
}
