package io.jenkins.plugins.delivery.engine.chart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;

/**
 * Looks for references of a {@code values.schema.json} to files. Helm reads them from the machine that renders the chart, also those
 * without a scheme (helm/helm, pkg/chartutil, whose schemas are compiled as {@code file:///values.schema.json}), and quotes what it
 * cannot parse.
 */
final class SchemaReferences {

    static final String FILE = "values.schema.json";

    private static final Set<String> KEYWORDS = Set.of("$ref", "$dynamicRef", "$recursiveRef", "$schema");

    private static final JsonFactory JSON = new JsonFactory();

    private SchemaReferences() {}

    /** A problem for each such reference. What is no JSON is left to Helm, which says so. */
    static void check(String shown, InputStream schema, ChartLimits limits) throws IOException {
        try (JsonParser parser = JSON.createParser(schema)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && KEYWORDS.contains(String.valueOf(parser.currentName()))) {
                    judge(shown, parser.getText(), limits);
                }
            }
        } catch (JsonProcessingException e) {
            // Helm refuses the chart for it, in its own words.
        }
    }

    private static void judge(String shown, String reference, ChartLimits limits) {
        String lower = reference.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("#") && !lower.startsWith("http://") && !lower.startsWith("https://")) {
            limits.problem(shown + " refers to '" + reference.replaceAll("\\p{Cntrl}", "?")
                    + "', which Helm would read from the machine that renders the chart; put it below $defs and refer to"
                    + " '#/$defs/name'");
        }
    }
}
