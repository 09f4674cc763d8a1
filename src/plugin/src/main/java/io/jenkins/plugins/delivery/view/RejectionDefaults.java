package io.jenkins.plugins.delivery.view;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.delivery.run.StepDefaults;
import io.jenkins.plugins.delivery.view.Note.Kind;
import java.util.List;
import java.util.Map;

/** Names the person who said no in the ledger's line of what was not approved: a Pipeline is told of a rejection, and not by whom. */
@Extension
public final class RejectionDefaults extends StepDefaults {

    @Override
    public Map<String, Object> of(String step, Run<?, ?> run, Map<String, Object> given) {
        DeliveryRunAction action = run.getAction(DeliveryRunAction.class);
        if (!step.equals("deliveryRecord") || !"skip".equals(given.get("action")) || action == null) {
            return Map.of();
        }
        List<Note> answers = action.getGates().stream()
                .filter(note ->
                        note.getKind() == Kind.APPROVAL && note.get("env").equals(given.get("env")))
                .toList();
        Note last = answers.isEmpty() ? null : answers.get(answers.size() - 1);
        boolean rejected = last != null && last.get("verdict").equals("not approved") && last.has("approver");
        return rejected ? Map.of("approver", last.get("approver")) : Map.of();
    }
}
