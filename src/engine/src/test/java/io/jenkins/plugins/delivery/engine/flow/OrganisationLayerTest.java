package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganisationLayerTest {

    private static List<String> problems(String yaml) {
        InvalidInputException refusal = catchThrowableOfType(
                InvalidInputException.class, () -> OrganisationLayer.parse("The field defaults", yaml));
        assertThat(refusal).as("a refusal of " + yaml).isNotNull();
        return refusal.problems();
    }

    @Test
    void aLayerMayLeaveOutWhatAServiceSays() {
        String yaml = "flow: trunk\nchart:\n  lint: false\nslack:\n  credentialsId: bot\nenvironments:\n"
                + "  '*':\n    timeout: 5m\n  prod:\n    approval: release-managers\n";
        assertThat(OrganisationLayer.parse("The field defaults", yaml))
                .isEqualTo(Map.of(
                        "flow",
                        "trunk",
                        "chart",
                        Map.of("lint", false),
                        "slack",
                        Map.of("credentialsId", "bot"),
                        "environments",
                        Map.of("*", Map.of("timeout", "5m"), "prod", Map.of("approval", "release-managers"))));
        assertThat(OrganisationLayer.parse("The field defaults", "\n# nothing yet\n"))
                .isEmpty();
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThat(
                        problems(
                                "flwo: trunk\nargo: argocd\nenvironments:\n  prod:\n    approvl: true\n  Test: {}\n  '*':\n    url: x\n"))
                .contains(
                        "flwo is not known; did you mean 'flow'?",
                        "environments.prod.approvl is not known; did you mean 'approval'?",
                        "environments: 'Test' is no name for one of them; use lower-case letters, digits and dashes.")
                .anySatisfy(problem -> assertThat(problem).startsWith("argo.url: 'argocd'"))
                .anySatisfy(problem -> assertThat(problem).startsWith("environments.*.url: 'x'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "build: true                                       | build is a closure, which only a Jenkinsfile can have.",
                "image: {build: true}                              | image.build is a closure, which only a Jenkinsfile can have.",
                "environments: {dev: {verify: true}}               | environments.dev.verify is a closure, which only a Jenkinsfile can have.",
                "environments: {'*': {timeout: soon}}              | environments.*.timeout: 'soon' is not a duration",
                "argo: {stableFor: 2 parsecs}                      | argo.stableFor: '2 parsecs' is not a duration",
                "'environments: {dev: {url: \"https://${sevice}\"}}' | environments.dev.url: placeholder sevice is not known; did you mean 'service'?",
            })
    void whatTheSchemaCannotSayIsToldToo(String yaml, String problem) {
        assertThat(problems(yaml.replaceAll("^'(env.*)'$", "$1")))
                .singleElement()
                .satisfies(said -> assertThat(said).startsWith(problem));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flow: [trunk",
                "flow: trunk\nflow: trunk",
                "- flow",
                "trunk",
                "flow: trunk\n---\nflow: trunk",
                "flow: !!javax.script.ScriptEngineManager [trunk]",
                "a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
                        + "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\ne: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n"
                        + "f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\ng: [*f, *f, *f, *f, *f, *f, *f, *f, *f]\n",
            })
    void whatIsNoPlainMapOfSettingsIsRefusedWithASentence(String yaml) {
        assertThat(problems(yaml)).allSatisfy(problem -> assertThat(problem).endsWith("."));
    }

    @Test
    void aTextOfAnyLengthIsRefusedQuickly() {
        assertThat(problems("a: " + "x".repeat(300_000))).containsExactly("it has more than 262144 characters.");
        assertThat(problems("[".repeat(100_000))).hasSize(1);
    }
}
