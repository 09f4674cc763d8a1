package io.jenkins.plugins.delivery.engine.gate.load;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads a CSV results file as a stream. */
final class CsvResults {

    /** The longest field that is read; a quotation mark that is never closed ends here. */
    private static final int LONGEST_FIELD = 1 << 20;

    private static final int LONGEST_HEADER = 1 << 13;

    private CsvResults() {}

    /** @param in at the first byte of text */
    static void read(InputStream in, LoadSample taker) throws UnreadableReport, IOException {
        Reader text = new BufferedReader(
                new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                1 << 16);
        CsvRow row = null;
        try {
            row = new CsvRow(CsvColumns.of(firstLine(text)), taker);
            try (CsvReader<Void> csv = CsvReader.builder()
                    .fieldSeparator(row.columns().separator())
                    .maxBufferSize(LONGEST_FIELD)
                    .build(row, text)) {
                csv.iterator().forEachRemaining(nothing -> {});
            }
            row.end();
        } catch (CsvRow.Broken e) {
            throw BrokenLine.of(e.line(), e.getMessage());
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            throw broken(e, row == null ? 1 : row.line());
        }
    }

    private static UnreadableReport broken(Exception problem, long line) throws IOException {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof CsvRow.Broken broken) {
                return BrokenLine.of(broken.line(), broken.getMessage());
            }
            if (cause instanceof CharacterCodingException) {
                return new UnreadableReport("it is not UTF-8 text somewhere after line " + line);
            }
            if (cause instanceof IOException io) {
                throw io;
            }
        }
        return BrokenLine.of(
                line,
                "begins a field of more than " + LONGEST_FIELD
                        + " characters, as if a quotation mark was never closed");
    }

    /** Leaves the reader at the beginning, so that the first line is read again as a row. */
    private static String firstLine(Reader text) throws IOException, UnreadableReport {
        text.mark(LONGEST_HEADER);
        StringBuilder line = new StringBuilder();
        for (int c = text.read(); c >= 0 && c != '\n' && c != '\r'; c = text.read()) {
            if (line.length() >= LONGEST_HEADER - 2) {
                throw new UnreadableReport("its first line has more than " + LONGEST_HEADER
                        + " characters, so it is no JMeter results file");
            }
            line.append((char) c);
        }
        text.reset();
        return line.toString();
    }
}
