package io.jenkins.plugins.delivery.step;

import hudson.EnvVars;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the steps have in common in the Snippet Generator and the run view; everything is read from the engine's catalogue. */
public abstract class DeliveryStepDescriptor extends StepDescriptor {

    private static final int LONGEST_VALUE = 80;

    private final String step;

    /** @param step name of the step in the engine's catalogue */
    protected DeliveryStepDescriptor(String step) {
        this.step = step;
    }

    @Override
    public final String getFunctionName() {
        return step;
    }

    @Override
    public final String getDisplayName() {
        return operation().summary();
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, EnvVars.class);
    }

    /** The parameters in the order of the request record. */
    public final List<StepParameter> getParameters() {
        return StepParameter.of(operation());
    }

    /** The value of a parameter as its form shows it. */
    public final String shown(DeliveryStep instance, StepParameter parameter) {
        return instance == null ? "" : FormValues.text(parameter.valueIn(instance));
    }

    @Override
    public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        Map<String, Object> arguments = FormValues.arguments(getParameters(), form);
        try {
            return DescribableModel.of(clazz).instantiate(arguments, null);
        } catch (IllegalArgumentException e) {
            throw new FormException(step + " cannot be made from this form: " + e.getMessage(), e, "");
        }
    }

    /**
     * Takes what a Jenkinsfile says as it is. What is unknown, missing or malformed is for the engine to tell: all of it at once, in
     * the same words as in every other host. The binding of Jenkins would tell the first, and go on without an unknown one; what it
     * offers in place of this method, {@code CustomDescribableModel}, comes before that binding and cannot replace it.
     */
    @Override
    @SuppressWarnings("deprecation")
    public final Step newInstance(Map<String, Object> arguments) {
        DeliveryStep instance = (DeliveryStep) DescribableModel.of(clazz).instantiate(Map.of(), null);
        instance.say(arguments);
        return instance;
    }

    /** The short values only, and never a credential's id: what the run view shows beside the step's name. */
    @Override
    public final String argumentsToString(Map<String, Object> arguments) {
        String text = getParameters().stream()
                .filter(parameter -> !parameter.isCredentials() && !parameter.isStructured())
                .filter(parameter -> isShort(arguments.get(parameter.getName())))
                .map(parameter -> parameter.getName() + ": " + arguments.get(parameter.getName()))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? null : text;
    }

    private static boolean isShort(Object value) {
        return value instanceof Boolean
                || value instanceof Number
                || value instanceof CharSequence text
                        && text.length() <= LONGEST_VALUE
                        && !text.toString().contains("\n");
    }

    private OperationDescriptor<?, ?> operation() {
        return OperationCatalog.named(step);
    }

    /**
     * Looks at one field of the form; the rest of the path is its parameter.
     *
     * @return what is missing or malformed
     */
    @POST
    public FormValidation doCheckParameter(
            @AncestorInPath Item item, @QueryParameter String value, StaplerRequest2 request) {
        if (!CredentialsChoice.mayList(item)) {
            return FormValidation.ok();
        }
        String name = request.getRestOfPath().substring(1);
        return getParameters().stream()
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst()
                .map(parameter -> FormValues.check(operation(), parameter, value))
                .orElse(FormValidation.ok());
    }

    /** Credentials that the asking person may use in this place. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return CredentialsChoice.of(item, credentialsId);
    }

    /** As {@link #doFillCredentialsIdItems}, for Argo CD. */
    @POST
    public ListBoxModel doFillArgoCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String argoCredentialsId) {
        return CredentialsChoice.of(item, argoCredentialsId);
    }

    /** As {@link #doFillCredentialsIdItems}, for the registry. */
    @POST
    public ListBoxModel doFillEcrCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String ecrCredentialsId) {
        return CredentialsChoice.of(item, ecrCredentialsId);
    }

    /** As {@link #doFillCredentialsIdItems}, for the site that pull requests are opened on. */
    @POST
    public ListBoxModel doFillForgeCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String forgeCredentialsId) {
        return CredentialsChoice.of(item, forgeCredentialsId);
    }

    /** As {@link #doFillCredentialsIdItems}, for the repository of the service. */
    @POST
    public ListBoxModel doFillSourceCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String sourceCredentialsId) {
        return CredentialsChoice.of(item, sourceCredentialsId);
    }
}
