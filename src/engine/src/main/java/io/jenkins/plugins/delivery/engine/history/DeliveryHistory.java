package io.jenkins.plugins.delivery.engine.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Operation;
import io.jenkins.plugins.delivery.engine.promotion.GitOpsAddress;
import io.jenkins.plugins.delivery.engine.promotion.SourceHistory;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The step {@code deliveryHistory}: who brought what where and when, and the four figures of DORA, from the history of the GitOps
 * repository alone. It changes nothing. Beside the result it keeps {@code delivery/history.md} and {@code delivery/history.json}.
 */
public final class DeliveryHistory implements Operation<DeliveryHistoryRequest, DeliveryHistoryResult> {

    /** So many lines are kept with the run, however long the period is; the figures count all. */
    static final int MOST_LINES = 5000;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final CommitLog.Opener logs;
    private final SourceHistory.Opener sources;

    public DeliveryHistory(CommitLog.Opener logs, SourceHistory.Opener sources) {
        this.logs = logs;
        this.sources = sources;
    }

    /** What was collected during the walk. */
    private static final class Collected {
        private final List<HistoryLine> lines = new ArrayList<>();
        /** By environment and service. */
        private final Map<String, Map<String, Figures>> figures = new TreeMap<>();

        private int total;
        private int withoutTime;
        private int imports;
    }

    @Override
    public DeliveryHistoryResult run(DeliveryHistoryRequest request, EngineContext context) {
        Period period = Period.of(request, context.clock().instant());
        SourceHistory source = sources.open(request.source(), request.sourceCredentialsId(), context);
        GitOpsAddress address = new GitOpsAddress(request.gitops(), request.branch(), request.credentialsId());
        Collected collected = CommitLog.read(logs, address, period.from(), context, log -> {
            Collected now = new Collected();
            new HistoryReader(request).read(log, (line, fate) -> collect(line, fate, period, request, source, now));
            return now;
        });
        DeliveryHistoryResult all = result(period, collected, collected.lines, notes(request, collected));
        HistoryText text = new HistoryText(all);
        keep(all, text, context);
        context.log().info(text.console(request.limit()));
        return result(
                period,
                collected,
                collected.lines.subList(0, Math.min(request.limit(), collected.lines.size())),
                all.notes());
    }

    private static void collect(
            HistoryLine line,
            HistoryReader.Fate fate,
            Period period,
            DeliveryHistoryRequest request,
            SourceHistory source,
            Collected collected) {
        boolean inside = line.at().isBefore(period.until());
        String built = line.entry().get(Trailers.SOURCE_COMMIT);
        Optional<Instant> builtAt = inside && request.source() != null && built != null && line.deploys()
                ? source.time(built)
                : Optional.empty();
        if (line.deploys()) {
            collected
                    .figures
                    .computeIfAbsent(line.entry().environment(), env -> new TreeMap<>())
                    .computeIfAbsent(line.entry().service(), service -> new Figures(period))
                    .add(line, fate, builtAt);
        }
        if (inside) {
            collected.total++;
            collected.withoutTime += line.deploys() && builtAt.isEmpty() ? 1 : 0;
            collected.imports += line.isImport() ? 1 : 0;
            if (collected.lines.size() < MOST_LINES) {
                collected.lines.add(line);
            }
        }
    }

    private static List<String> notes(DeliveryHistoryRequest request, Collected collected) {
        List<String> notes = new ArrayList<>();
        if (request.source() == null) {
            notes.add("Lead times are unknown: source, the repository of the service, is not given.");
        } else if (collected.withoutTime > 0) {
            notes.add("The lead time of "
                    + (collected.withoutTime == 1
                            ? "1 deployment is unknown: its commit names"
                            : collected.withoutTime + " deployments is unknown: their commits name")
                    + " no source commit that the repository in source has.");
        }
        if (collected.imports > 0) {
            notes.add((collected.imports == 1 ? "1 version was" : collected.imports + " versions were")
                    + " written by hand where none stood before (first value); that counts as no deployment.");
        }
        if (collected.total > MOST_LINES) {
            notes.add(
                    "Of " + collected.total + " lines the newest " + MOST_LINES + " are kept; the figures count all.");
        }
        return notes;
    }

    private static DeliveryHistoryResult result(
            Period period, Collected collected, List<HistoryLine> lines, List<String> notes) {
        List<Map<String, Object>> figures = new ArrayList<>();
        collected.figures.forEach((env, services) -> services.forEach((service, counted) -> {
            if (counted.deployments() == 0) {
                return;
            }
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("service", service);
            map.put("env", env);
            map.putAll(counted.toMap());
            figures.add(map);
        }));
        return new DeliveryHistoryResult(
                period.from(),
                period.until(),
                collected.total,
                lines.stream().map(HistoryLine::toMap).toList(),
                figures,
                notes);
    }

    private static void keep(DeliveryHistoryResult all, HistoryText text, EngineContext context) {
        try {
            context.attach("delivery/history.json", JSON.writeValueAsString(all.toMap()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values have a JSON form", e);
        }
        context.attach("delivery/history.md", text.markdown());
    }
}
