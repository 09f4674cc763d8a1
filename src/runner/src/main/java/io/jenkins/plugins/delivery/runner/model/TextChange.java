package io.jenkins.plugins.delivery.runner.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Applies a function to every string of a record, however deep it sits: the redactor before anything is kept, or what makes a text fit
 * for a page.
 */
public final class TextChange {

    private final UnaryOperator<String> change;

    /** Will apply this function; it gets no null. */
    public TextChange(UnaryOperator<String> change) {
        this.change = change;
    }

    /** The same run with every string changed. */
    public RunModel run(RunModel raw) {
        RunOutcome outcome = raw.outcome();
        return new RunModel(
                header(raw.header()),
                raw.span(),
                text(raw.version()),
                raw.stages().stream().map(this::stage).toList(),
                new RunOutcome(
                        outcome.promotions().stream().map(this::promotion).toList(),
                        outcome.gates().stream().map(this::gate).toList(),
                        outcome.approvals().stream().map(this::approval).toList(),
                        outcome.messages().stream().map(this::message).toList(),
                        outcome.files().stream().map(this::file).toList()),
                raw.failure().map(this::failure));
    }

    private StageNode stage(StageNode raw) {
        return new StageNode(
                text(raw.name()),
                raw.span(),
                raw.parallel(),
                raw.children().stream().map(this::stage).toList(),
                raw.steps().stream().map(this::step).toList(),
                raw.log().stream().map(this::text).toList());
    }

    private StepCall step(StepCall raw) {
        return new StepCall(text(raw.name()), raw.span(), map(raw.arguments()), map(raw.result()), text(raw.error()));
    }

    KeptFile file(KeptFile raw) {
        return new KeptFile(text(raw.name()), raw.address(), raw.bytes());
    }

    RunHeader header(RunHeader raw) {
        return new RunHeader(text(raw.title()), text(raw.service()), text(raw.branch()), text(raw.commit()));
    }

    String text(String value) {
        return change.apply(Text.of(value));
    }

    Map<String, Object> map(Map<?, ?> values) {
        Map<String, Object> clean = new LinkedHashMap<>();
        values.forEach((key, value) -> clean.put(text(String.valueOf(key)), value(value)));
        return Collections.unmodifiableMap(clean);
    }

    /** Anything that is not plain data (a closure, a GString) is kept as the text it prints as. */
    private Object value(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Collection<?> many) {
            List<Object> clean = new ArrayList<>();
            many.forEach(item -> clean.add(value(item)));
            return Collections.unmodifiableList(clean);
        }
        return text(String.valueOf(value));
    }

    Promotion promotion(Promotion raw) {
        return new Promotion(
                text(raw.environment()),
                text(raw.service()),
                text(raw.from()),
                new Artifact(
                        text(raw.to().version()),
                        text(raw.to().digest()),
                        text(raw.to().chartVersion())),
                new Promotion.GitOpsChange(
                        text(raw.change().commit()),
                        text(raw.change().diff()),
                        text(raw.change().url())),
                raw.rolledBack(),
                raw.at());
    }

    GateResult gate(GateResult raw) {
        List<GateResult.Check> checks = raw.checks().stream()
                .map(check -> new GateResult.Check(
                        text(check.name()),
                        text(check.expected()),
                        text(check.actual()),
                        check.verdict(),
                        check.took()))
                .toList();
        return new GateResult(text(raw.gate()), text(raw.environment()), raw.verdict(), checks, raw.at());
    }

    Approval approval(Approval raw) {
        return new Approval(
                text(raw.environment()), text(raw.approver()), raw.approved(), raw.at(), text(raw.message()));
    }

    SlackMessage message(SlackMessage raw) {
        return new SlackMessage(
                text(raw.channel()),
                text(raw.author()),
                raw.at(),
                new SlackMessage.Body(
                        text(raw.body().text()),
                        raw.body().blocks().stream().map(this::map).toList()),
                raw.edited(),
                raw.replies().stream().map(this::message).toList());
    }

    Failure failure(Failure raw) {
        return new Failure(text(raw.what()), text(raw.where()), text(raw.why()), text(raw.next()));
    }
}
