package io.jenkins.plugins.delivery.engine.gate.junit;

import io.jenkins.plugins.delivery.engine.gate.ReportXml;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.util.Optional;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What one element says: attributes {@code type} and {@code message}, and the beginning of its text. */
final class ElementText {

    /** Enough for a message and the causes of an exception. */
    private static final int CONSIDERED = 8000;

    private final XMLStreamReader reader;
    private final String type;
    private final String message;
    private final StringBuilder text = new StringBuilder();
    private int reruns;

    /** @param reader stands on the start of the element */
    ElementText(XMLStreamReader reader) {
        this.reader = reader;
        this.type = attribute("type");
        this.message = attribute("message");
    }

    /** Reads on to the end of the element. */
    ElementText read() throws XMLStreamException, UnreadableReport {
        for (int depth = 1; depth > 0; ) {
            int event = ReportXml.next(reader);
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                reruns += reader.getLocalName().startsWith("rerun") ? 1 : 0;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (isText(event) && text.length() < CONSIDERED) {
                char[] piece = new char[CONSIDERED - text.length()];
                text.append(piece, 0, reader.getTextCharacters(0, piece, 0, piece.length));
            }
        }
        return this;
    }

    /**
     * The attribute, otherwise the first line of the text, on one line. gotestsum's attribute is always "Failed", and Playwright's is
     * the place of the test; with both the text says what happened.
     */
    String message() {
        String told = message.replaceAll("\\s+", " ");
        if (type.equals("FAILURE")) {
            return line(line -> line.matches("\\w*Error: .*"))
                    .map(error -> told + ": " + error)
                    .orElse(told);
        }
        boolean empty = told.isEmpty() || told.equals("Failed");
        String otherwise = told.isEmpty() ? "no message" : told;
        return empty
                ? line(line -> !line.startsWith("=== ") && !line.startsWith("--- "))
                        .orElse(otherwise)
                : told;
    }

    private Optional<String> line(Predicate<String> wanted) {
        return text.toString()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .filter(wanted)
                .findFirst();
    }

    /** How many more runs of the test stand in it, where Surefire puts the first of them. */
    int reruns() {
        return reruns;
    }

    /** The beginning of the text. */
    String shortened() {
        return text.toString();
    }

    /** Attributes and text. */
    String everything() {
        return type + "\n" + message + "\n" + text;
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA;
    }

    private String attribute(String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }
}
