package io.jenkins.plugins.delivery.engine.gate.coverage;

import io.jenkins.plugins.delivery.engine.Defaults;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.files.FileGlobs;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Finds the reports of a workspace and reads each with the reader of its format, which its first bytes tell. */
final class CoverageReports {

    private static final long LARGEST = 512L << 20;
    private static final int MOST = 1000;
    private static final int HEAD = 4096;

    private static final String ADVICE = "Check that the tests ran with coverage and where they left their report.";

    private CoverageReports() {}

    /** @throws TerminalException with every problem: a coverage that leaves something out is none */
    static List<CoverageReport> read(Path workDir, List<String> globs) {
        // The usual places are looked at one by one; what somebody has named has to be there.
        boolean usual = globs.equals(Defaults.ofStep("coverageGate").get("reports"));
        List<String> problems = new ArrayList<>();
        TreeSet<Path> files = new TreeSet<>();
        for (String glob : globs) {
            List<Path> found = FileGlobs.find(workDir, glob);
            if (found.isEmpty() && !usual) {
                problems.add("no coverage report matches '" + glob + "'");
            }
            files.addAll(found);
        }
        if (files.isEmpty() && problems.isEmpty()) {
            problems.add("there is no coverage report in any of the usual places (" + String.join(", ", globs) + ")");
        }
        if (files.size() > MOST) {
            problems.add(files.size() + " files match, and " + MOST + " are the most");
            files.clear();
        }
        List<CoverageReport> reports = new ArrayList<>();
        for (Path file : files) {
            String name = WorkspacePath.text(workDir, file);
            try {
                reports.add(read(file, name));
            } catch (UnreadableReport e) {
                problems.add("the coverage report " + name + " cannot be read: " + e.getMessage());
            } catch (IOException e) {
                problems.add("the coverage report " + name + " cannot be read (" + e.getMessage() + ")");
            }
        }
        if (!problems.isEmpty()) {
            throw new TerminalException("The coverage is not known: " + String.join("; ", problems) + ".", ADVICE);
        }
        return reports;
    }

    private static CoverageReport read(Path file, String name) throws IOException, UnreadableReport {
        if (Files.size(file) > LARGEST) {
            throw new UnreadableReport("it is larger than " + (LARGEST >> 20) + " MB");
        }
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(HEAD);
            String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
            in.reset();
            String text = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
            if (text.startsWith("\u00fe\u00ff") || text.startsWith("\u00ff\u00fe") || text.indexOf('\0') >= 0) {
                throw new UnreadableReport("it is not text in UTF-8");
            }
            if (text.stripLeading().startsWith("<")) {
                return XmlCoverageReader.read(name, in);
            }
            ReportLines lines = new ReportLines(in);
            if (text.startsWith("mode: ")) {
                return new CoverageReport(name, "Go cover profile", new GoCoverReader(lines).read());
            }
            if (text.startsWith("GROUP,PACKAGE,CLASS,")) {
                return new CoverageReport(name, "JaCoCo CSV", new JacocoCsvReader(lines).read());
            }
            if (text.lines().anyMatch(line -> line.startsWith("SF:"))) {
                return new CoverageReport(name, "LCOV", new LcovReader(lines).read());
            }
            throw new UnreadableReport(
                    head.isBlank()
                            ? "it is empty"
                            : "it is none of JaCoCo XML, JaCoCo CSV, Cobertura, LCOV and Go cover profile");
        }
    }
}
