package io.jenkins.plugins.delivery.engine.gate.zap;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.files.WorkspacePath;
import io.jenkins.plugins.delivery.engine.gate.Suite;
import io.jenkins.plugins.delivery.engine.gate.SuiteReader;
import io.jenkins.plugins.delivery.engine.gate.SuiteResult;
import io.jenkins.plugins.delivery.engine.gate.UnreadableReport;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Judges the JSON reports that a run of OWASP ZAP left. */
public final class ZapSuiteReader implements SuiteReader {

    @Override
    public List<String> problems(Map<String, Object> settings) {
        try {
            settings(settings);
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems();
        }
    }

    @Override
    public List<String> keys() {
        return RequestBinder.names(ZapSettings.class);
    }

    @Override
    public SuiteResult read(Suite suite, EngineContext context) {
        ZapSettings settings = settings(suite.settings());
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        ZapTally tally;
        try {
            tally = new ZapTally(settings.policy(), ZapAllowFile.read(context.workDir(), settings.allowList()), today);
        } catch (InvalidInputException | NotFoundException e) {
            return SuiteResult.errored(suite, e.getMessage().replaceAll("\\.$", ""));
        }
        TreeSet<Path> files = new TreeSet<>();
        for (String glob : suite.report()) {
            try {
                files.addAll(suite.reports(glob, "report of ZAP", context));
            } catch (UnreadableReport e) {
                return SuiteResult.errored(suite, e.getMessage());
            }
        }
        for (Path file : files) {
            try {
                ZapReportFile.read(file, tally, inside(settings));
            } catch (UnreadableReport e) {
                return SuiteResult.errored(
                        suite,
                        "the report " + WorkspacePath.text(context.workDir(), file) + " cannot be read: "
                                + e.getMessage());
            }
        }
        ZapJudgement judgement = tally.judgement();
        return SuiteResult.of(suite, judgement.verdict(), judgement.message(), figures(judgement), judgement.notes())
                .withDetails(judgement.rows(SuiteResult.MOST_DETAILS));
    }

    private static Predicate<String> inside(ZapSettings settings) {
        return settings.site() == null ? url -> true : ZapTarget.of(settings.site())::covers;
    }

    private static Map<String, Object> figures(ZapJudgement judgement) {
        Map<String, Object> figures = new LinkedHashMap<>();
        judgement.counts().forEach((risk, count) -> figures.put(risk, String.valueOf(count)));
        figures.put("accepted", String.valueOf(judgement.accepted()));
        return figures;
    }

    private static ZapSettings settings(Map<String, Object> settings) {
        return RequestBinder.bind(ZapSettings.DEFAULTS, ZapSettings.class, settings);
    }
}
