package io.jenkins.plugins.delivery.engine.notify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What happened, in the words of a delivery; everything but the event may be null. Texts come from outside (branch names, commit
 * messages, test output) and are markup of nothing.
 *
 * @param event what it is about
 * @param text the sentence people read first; made from the other values when null
 * @param subject which delivery it belongs to
 * @param problem what went wrong, for a failure
 * @param author who wrote the change
 * @param url where a person looks next
 * @param fields further facts, name to value
 */
public record Notification(
        NotificationEvent event,
        String text,
        Subject subject,
        Problem problem,
        String author,
        String url,
        Map<String, String> fields) {

    /** Keeps the order of the fields. */
    public Notification {
        fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * Which delivery a notification belongs to.
     *
     * @param service the service
     * @param version its version
     * @param env the environment
     * @param stage the pipeline stage
     */
    public record Subject(String service, String version, String env, String stage) {}

    /**
     * What went wrong.
     *
     * @param error the first error, as the pipeline told it
     * @param advice what a person does next
     */
    public record Problem(String error, String advice) {}

    /** The same notification with every text passed through a function, for example a redactor of secrets. */
    public Notification mapTexts(UnaryOperator<String> change) {
        UnaryOperator<String> nullSafe = text -> text == null ? null : change.apply(text);
        Map<String, String> changed = new LinkedHashMap<>();
        fields.forEach((name, value) -> changed.put(change.apply(name), change.apply(value)));
        return new Notification(
                event,
                nullSafe.apply(text),
                new Subject(
                        nullSafe.apply(subject.service()),
                        nullSafe.apply(subject.version()),
                        nullSafe.apply(subject.env()),
                        nullSafe.apply(subject.stage())),
                new Problem(nullSafe.apply(problem.error()), nullSafe.apply(problem.advice())),
                nullSafe.apply(author),
                nullSafe.apply(url),
                changed);
    }
}
