package io.jenkins.plugins.delivery.engine.gate.newman;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.delivery.engine.gate.ReportXml;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;

/**
 * The names of a collection's requests and folders. newman's {@code --folder} runs only the first item of a name, so a request whose
 * name another item has as well cannot be run again alone: the other one would answer for it.
 */
final class RequestNames {

    private static final String SEPARATOR = " / ";

    private final Set<String> known = new HashSet<>();
    private final Set<String> twice = new HashSet<>();

    /** Adds one item. */
    void add(String name) {
        if (!known.add(name)) {
            twice.add(name);
        }
    }

    /** What runs the request again; null when nothing does without another of its name. */
    String id(String request) {
        return twice.contains(request) ? null : request;
    }

    /** Adds the items of a collection and of its folders; the parser stands on the start of the array. */
    void addItems(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (field.equals("name") && value == JsonToken.VALUE_STRING) {
                    add(json.getText());
                } else if (field.equals("item") && value == JsonToken.START_ARRAY) {
                    addItems(json);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    /** Of a report in XML, where only the requests that were sent stand, with the folders that they are in. */
    static RequestNames ofXml(Path report) throws UnreadableReport {
        RequestNames names = new RequestNames();
        Set<String> folders = new HashSet<>();
        ReportXml.read(report, reader -> {
            while (reader.hasNext()) {
                if (ReportXml.next(reader) == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("testsuite")) {
                    String path = String.valueOf(reader.getAttributeValue(null, "name"));
                    names.add(last(path));
                    for (int end = path.lastIndexOf(SEPARATOR); end >= 0; end = path.lastIndexOf(SEPARATOR, end - 1)) {
                        folders.add(path.substring(0, end));
                    }
                }
            }
        });
        folders.forEach(folder -> names.add(last(folder)));
        return names;
    }

    /** The name of a request without its folders. */
    static String last(String path) {
        int end = path.lastIndexOf(SEPARATOR);
        return end < 0 ? path : path.substring(end + SEPARATOR.length());
    }
}
