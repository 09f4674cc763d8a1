package io.jenkins.plugins.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final Map<String, String> VALUES =
            Map.of("env", "stage", "service", "payments", "evil", "${env}/../$1\\", "digest", "sha256:ab");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            environments/${env}/${service}.yaml | environments/stage/payments.yaml
            plain | plain
            ${env}${env} | stagestage
            $${env} | ${env}
            $env | $env
            cost: 5$ | cost: 5$
            a ${evil} b | a ${env}/../$1\\ b
            ${env | ${env
            """)
    void putsValuesInAsData(String template, String expanded) {
        assertThat(Template.expand(template, VALUES)).isEqualTo(expanded);
    }

    @Test
    void refusesUnknownAndUnsetPlaceholders() {
        Map<String, String> values = new HashMap<>(VALUES);
        values.put("commit", null);

        assertThatThrownBy(() -> Template.expand("x/${servise}", values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("placeholder servise is not known; did you mean 'service'?");
        assertThatThrownBy(() -> Template.expand("${commit}", values))
                .hasMessageContaining("uses ${commit}, but there is no commit");
        assertThatThrownBy(() -> Template.expand("${}", values)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesItsPlaceholders() {
        assertThat(Template.names("${a}/${b}-${a} $${c}")).containsExactly("a", "b");
    }
}
