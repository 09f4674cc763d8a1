package io.jenkins.plugins.delivery.engine.gate.load;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Where a CSV results file keeps what matters. JMeter writes the names in the first line unless
 * {@code jmeter.save.saveservice.print_field_names} is false; then its default columns (5.6, CSVSaveService) are taken for granted.
 *
 * @param separator between the fields ({@code jmeter.save.saveservice.default_delimiter})
 * @param header whether the first line holds the names
 */
record CsvColumns(char separator, boolean header, List<String> names) {

    private static final List<String> DEFAULT = List.of(
            "timeStamp",
            "elapsed",
            "label",
            "responseCode",
            "responseMessage",
            "threadName",
            "dataType",
            "success",
            "failureMessage",
            "bytes",
            "sentBytes",
            "grpThreads",
            "allThreads",
            "URL",
            "Latency",
            "IdleTime",
            "Connect");
    private static final List<String> REQUIRED = List.of("timeStamp", "elapsed", "label", "success");
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    CsvColumns {
        names = List.copyOf(names);
    }

    /** @param line the first of the file */
    static CsvColumns of(String line) throws UnreadableReport {
        char separator = separator(line);
        List<String> fields = fields(line, separator);
        if (!fields.isEmpty() && fields.get(0).matches("\\d{10,}") && fields.size() == DEFAULT.size()) {
            return new CsvColumns(separator, false, DEFAULT);
        }
        List<String> missing =
                REQUIRED.stream().filter(name -> indexIn(fields, name) < 0).toList();
        if (!missing.isEmpty()) {
            throw new UnreadableReport("line 1 does not name the column" + (missing.size() == 1 ? " " : "s ")
                    + String.join(", ", missing) + " of a JMeter results file");
        }
        return new CsvColumns(separator, true, fields);
    }

    private static List<String> fields(String line, char separator) {
        try (CsvReader<CsvRecord> csv =
                CsvReader.builder().fieldSeparator(separator).ofCsvRecord(line)) {
            return csv.stream()
                    .flatMap(row -> row.getFields().stream())
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place of a column; negative when there is none. */
    int index(String name) {
        return indexIn(names, name);
    }

    private static int indexIn(List<String> names, String wanted) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    private static char separator(String line) {
        char best = ',';
        long most = 0;
        for (char candidate : SEPARATORS) {
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }
}
