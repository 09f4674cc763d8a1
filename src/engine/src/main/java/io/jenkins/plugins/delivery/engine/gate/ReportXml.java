package io.jenkins.plugins.delivery.engine.gate;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxLazyException;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML reports as a stream and within limits, whoever wrote them: a document type is refused by {@link #next} and never read, so
 * that a report can neither read files nor grow without end; nesting, attributes and the size of the file are bounded, and text is handed on in pieces. The JDK's
 * parser is not used because it keeps a whole CDATA section, attribute or comment in memory.
 */
public final class ReportXml {

    /** A suite with megabytes of output in every test stays below; more is a log in the wrong place. */
    static final long MOST_BYTES = 1L << 30;

    private static final int DEEPEST = 64;
    private static final int LONGEST_ATTRIBUTE = 1 << 20;
    private static final int MOST_ATTRIBUTES = 64;

    private ReportXml() {}

    /** Takes the events of one report. */
    @FunctionalInterface
    public interface Events {
        /** Reads to the end; the reader stands before the first event. */
        void read(XMLStreamReader reader) throws XMLStreamException, UnreadableReport;
    }

    /** @throws UnreadableReport with the line, when it is no XML, breaks off, or is beyond a limit */
    public static void read(Path report, Events events) throws UnreadableReport {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(report))) {
            if (Files.size(report) > MOST_BYTES) {
                throw new UnreadableReport("it is larger than " + (MOST_BYTES >> 20) + " MB");
            }
            read(in, events);
        } catch (IOException e) {
            throw new UnreadableReport(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads what has been opened already; the caller bounds its size.
     *
     * @throws UnreadableReport with the line, when it is no XML, breaks off, or is beyond a limit
     */
    public static void read(InputStream in, Events events) throws UnreadableReport {
        int line = 1;
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(in);
            try {
                events.read(reader);
            } finally {
                line = reader.getLocation().getLineNumber();
                reader.close();
            }
        } catch (XMLStreamException | WstxLazyException e) {
            throw new UnreadableReport(reason(e, line));
        }
    }

    /** The next event; a document type is refused. */
    public static int next(XMLStreamReader reader) throws XMLStreamException, UnreadableReport {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
            throw new UnreadableReport("it declares a document type, which a test report never needs");
        }
        return event;
    }

    private static String reason(Exception e, int reached) {
        Throwable cause = e instanceof XMLStreamException ? e : e.getCause();
        String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        String what = said.contains("limit")
                ? "it is beyond what a report may be: " + said
                : cause.getCause() instanceof IOException || said.contains("encoding")
                        ? "its text is not in the encoding that it declares"
                        : "it is not well-formed XML";
        int line = cause instanceof XMLStreamException x && x.getLocation() != null
                ? x.getLocation().getLineNumber()
                : reached;
        return what + " (it breaks off or goes wrong in line " + Math.max(1, line) + ")";
    }

    private static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        return factory;
    }
}
