package io.jenkins.plugins.delivery.runner.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Applies the redactor of a run to every string of what is recorded, however deep it sits. */
final class Redaction {

    private final UnaryOperator<String> redactor;

    Redaction(UnaryOperator<String> redactor) {
        this.redactor = redactor;
    }

    String text(String value) {
        return redactor.apply(Text.of(value));
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
