package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.OperationDescriptor;
import io.jenkins.plugins.delivery.engine.OperationRequest;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The one form of all steps, in the pages of a real Jenkins. */
@WithJenkins
class StepFormTest {

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    static Stream<OperationDescriptor<?, ?>> operations() {
        return OperationCatalog.all().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void configRoundTrip(OperationDescriptor<?, ?> operation) throws Exception {
        Map<String, Object> everything = new LinkedHashMap<>();
        for (StepParameter parameter : StepParameter.of(operation)) {
            everything.put(parameter.getName(), sample(parameter));
        }
        DeliveryStep after = new StepConfigTester(jenkins).configRoundTrip(step(operation, everything));
        assertThat(after.arguments()).isEqualTo(everything);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aFormThatIsLeftEmptySaysNothing(OperationDescriptor<?, ?> operation) throws Exception {
        Map<String, Object> required = new LinkedHashMap<>();
        StepParameter.of(operation).stream()
                .filter(StepParameter::isRequired)
                .forEach(parameter -> required.put(parameter.getName(), sample(parameter)));
        DeliveryStep after = new StepConfigTester(jenkins).configRoundTrip(step(operation, required));
        assertThat(after.arguments()).isEqualTo(required);
        assertThat(bound(operation, after.arguments())).isEqualTo(bound(operation, required));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theSnippetCallsTheStepAndIsReadBack(OperationDescriptor<?, ?> operation) {
        Map<String, Object> everything = new LinkedHashMap<>();
        for (StepParameter parameter : StepParameter.of(operation)) {
            everything.put(parameter.getName(), sample(parameter));
        }
        String snippet = Snippetizer.object2Groovy(step(operation, everything));
        assertThat(snippet).startsWith(operation.name());
        everything.keySet().forEach(name -> assertThat(snippet).contains(name + ": "));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyFieldIsExplained(OperationDescriptor<?, ?> operation) throws Exception {
        StepDescriptor descriptor = StepDescriptor.byFunctionName(operation.name());
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            for (StepParameter parameter : StepParameter.of(operation)) {
                String help = "descriptor/" + descriptor.getId() + "/help/" + parameter.getName();
                assertThat(web.goTo(help, "text/html").getWebResponse().getContentAsString())
                        .as(help)
                        .contains("<p>");
            }
        }
    }

    @Test
    void theStepsReferenceTellsEverything() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            String reference = web.goTo("pipeline-syntax/html").asXml();
            operations().forEach(operation -> {
                assertThat(reference).contains(operation.name());
                StepParameter.of(operation).forEach(parameter -> assertThat(reference)
                        .as(operation.name() + ": " + parameter.getName())
                        .contains(parameter.getName()));
            });
        }
    }

    @Test
    void theGeneratorOfDirectivesShowsItsPage() throws Exception {
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            assertThat(web.goTo("directive-generator/").getWebResponse().getStatusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theSnippetGeneratorWritesWhatTheFormSays() throws Exception {
        new SnippetizerTester(jenkins)
                .assertGenerateSnippet(
                        "{'stapler-class':'" + SlackNotifyStep.class.getName()
                                + "', 'channel':'#payments', 'event':'', 'text':'it\\'s done', 'fields':'commit: abc',"
                                + " 'ts':''}",
                        "slackNotify channel: '#payments', fields: [commit: 'abc'], text: 'it\\'s done'",
                        null);
    }

    private static DeliveryStep step(OperationDescriptor<?, ?> operation, Map<String, Object> arguments) {
        Class<? extends Step> type = StepDescriptor.byFunctionName(operation.name()).clazz;
        return (DeliveryStep) DescribableModel.of(type).instantiate(arguments, null);
    }

    private static OperationRequest bound(OperationDescriptor<?, ?> operation, Map<String, Object> arguments) {
        try {
            return operation.bind(arguments);
        } catch (InvalidInputException e) {
            // Sample values are of the right type, not of the right form.
            return null;
        }
    }

    private static Object sample(StepParameter parameter) {
        if (parameter.isChoice()) {
            return parameter.getChoices().get(parameter.getChoices().size() - 1);
        }
        if (parameter.isFlag()) {
            return Boolean.FALSE;
        }
        if (parameter.isNumber()) {
            return 7;
        }
        if (parameter.isList()) {
            return parameter.isListOfMaps()
                    ? new ArrayList<>(List.of(map("path", "/health"), map("path", "/<b>", "status", 404)))
                    : new ArrayList<>(List.of("one", "two: <script>"));
        }
        return parameter.isStructured()
                ? map("a.b", "${ociTag}", "c", map("d", 1))
                : "<b>'" + parameter.getName() + "'</b> \"& more\"";
    }

    /** Of a kind that Jenkins saves. */
    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
