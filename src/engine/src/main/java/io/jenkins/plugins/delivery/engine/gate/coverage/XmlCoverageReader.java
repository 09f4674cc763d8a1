package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.gate.ReportXml;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads JaCoCo's XML (its DTD "Report 1.1") and Cobertura's (coverage-04.dtd), as a stream. The document type that both name is skipped:
 * nothing is fetched and no entity is expanded.
 */
final class XmlCoverageReader {

    static final String JACOCO = "JaCoCo XML";
    static final String COBERTURA = "Cobertura";

    private static final Pattern CONDITIONS = Pattern.compile("\\((\\d{1,9})/(\\d{1,9})\\)");

    /** What stands in JaCoCo's report of a module without code: interfaces only, for example. */
    private static final Set<String> NOTHING_COUNTED = Set.of("sessioninfo", "group");

    private final Deque<String> path = new ArrayDeque<>();
    private final Map<CoverageMetric, Coverage> told = new EnumMap<>(CoverageMetric.class);
    private Coverage lines = Coverage.NONE;
    private Coverage branches = Coverage.NONE;
    private String format;
    private boolean empty;
    private XMLStreamReader xml;

    static CoverageReport read(String file, InputStream in) throws UnreadableReport {
        XmlCoverageReader reader = new XmlCoverageReader();
        ReportXml.read(in, reader::readAll);
        return new CoverageReport(file, reader.format, reader.told);
    }

    private void readAll(XMLStreamReader reader) throws XMLStreamException, UnreadableReport {
        xml = reader;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.push(xml.getLocalName());
                    start();
                }
                case XMLStreamConstants.END_ELEMENT -> path.pop();
                default -> {
                    // Text and comments say nothing about coverage.
                }
            }
        }
        if (format.equals(COBERTURA)) {
            // Some writers leave the sums out, or at zero.
            told.merge(CoverageMetric.LINE, lines, (sum, counted) -> sum.isEmpty() ? counted : sum);
            told.merge(CoverageMetric.BRANCH, branches, (sum, counted) -> sum.isEmpty() ? counted : sum);
        } else if (told.containsKey(CoverageMetric.INSTRUCTION)) {
            // JaCoCo writes no counter of zero; lines are missing as well when the classes do not tell theirs.
            told.putIfAbsent(CoverageMetric.BRANCH, Coverage.NONE);
        } else if (empty) {
            for (CoverageMetric metric : CoverageMetric.values()) {
                told.put(metric, Coverage.NONE);
            }
        } else if (told.isEmpty()) {
            throw problem("it has no counters of the whole");
        }
    }

    private void start() throws UnreadableReport {
        if (path.size() == 1) {
            root();
        } else if (format.equals(JACOCO)) {
            empty &= NOTHING_COUNTED.contains(path.peek());
            if (path.size() == 2 && path.peek().equals("counter")) {
                counter();
            }
        } else if (path.peek().equals("line") && !path.contains("methods")) {
            line();
        }
    }

    private void root() throws UnreadableReport {
        String name = path.peek();
        if (name.equals("report")) {
            format = JACOCO;
            empty = xml.getAttributeValue(null, "name") != null;
        } else if (name.equals("coverage") && isClover()) {
            throw problem("it is a report of Clover, which is not read; let the tool write Cobertura's XML");
        } else if (name.equals("coverage")) {
            format = COBERTURA;
            sum(CoverageMetric.LINE, "lines-covered", "lines-valid");
            sum(CoverageMetric.BRANCH, "branches-covered", "branches-valid");
        } else {
            throw problem("its root is <" + name + ">, which is neither JaCoCo's <report> nor Cobertura's <coverage>");
        }
    }

    /** PHPUnit's does not name it. */
    private boolean isClover() {
        return xml.getAttributeValue(null, "clover") != null || xml.getAttributeValue(null, "generated") != null;
    }

    /** What is no count, NaN for example, says nothing, and the lines themselves are counted. */
    private void sum(CoverageMetric metric, String covered, String valid) throws UnreadableReport {
        if (isCount(xml.getAttributeValue(null, valid)) && isCount(xml.getAttributeValue(null, covered))) {
            told.put(metric, coverage(number(covered), number(valid)));
        }
    }

    private void counter() throws UnreadableReport {
        String type = xml.getAttributeValue(null, "type");
        for (CoverageMetric metric : CoverageMetric.values()) {
            if (metric.name().equals(type)) {
                long covered = number("covered");
                told.put(metric, new Coverage(covered, covered + number("missed")));
            }
        }
    }

    private void line() throws UnreadableReport {
        lines = lines.plus(new Coverage(number("hits") > 0 ? 1 : 0, 1));
        String conditions = xml.getAttributeValue(null, "condition-coverage");
        Matcher matcher = CONDITIONS.matcher(conditions == null ? "" : conditions);
        if (matcher.find()) {
            branches = branches.plus(coverage(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
        }
    }

    private Coverage coverage(long covered, long total) throws UnreadableReport {
        if (covered > total) {
            throw problem(covered + " of " + total + " cannot be covered");
        }
        return new Coverage(covered, total);
    }

    private long number(String attribute) throws UnreadableReport {
        String value = xml.getAttributeValue(null, attribute);
        if (!isCount(value)) {
            throw problem(attribute + " of <" + path.peek() + "> is " + (value == null ? "missing" : "not a count"));
        }
        return Long.parseLong(value);
    }

    private static boolean isCount(String value) {
        return value != null && value.matches("\\d{1,18}");
    }

    private UnreadableReport problem(String what) {
        return UnreadableReport.at(xml.getLocation().getLineNumber(), what);
    }
}
