package io.jenkins.plugins.delivery.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.util.XStream2;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.delivery.engine.yaml.YamlValues;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** {@code unclassified.delivery}: written by hand, read, exported, and read again. */
@WithJenkins
class ConfigurationAsCodeTest {

    private static final String YAML = """
            unclassified:
              delivery:
                argoServers:
                - name: nonprod
                  url: https://argo.nonprod.example.com
                  credentialsId: token
                - name: prod
                  url: https://argo.prod.example.com
                  credentialsId: token
                  project: shop
                environments:
                - name: dev
                - name: prod
                  server: prod
                  url: https://^${service}.example.com
                  ready: /health
                  app: ^${service}
                  file: prod/^${service}.yaml
                  approval:
                    submitters: release-managers,ada
                    timeout: 4h
                    enforced: true
                gitOps:
                  url: https://git.example.com/gitops.git
                  branch: live
                  credentialsId: login
                  file: apps/^${service}/^${env}.yaml
                registry:
                  host: registry.example.com:5000
                  region: eu-central-1
                  registryId: "123456789012"
                  credentialsId: login
                  charts: charts
                  awsCredentialsId: login
                  roleArn: arn:aws:iam::123456789012:role/delivery
                slack:
                  channel: '#deliveries'
                  credentialsId: token
                  endpoint: https://slack.example.com/api
                prometheus:
                  url: https://prometheus.example.com/prod
                  credentialsId: token
                  region: eu-central-1
                  roleArn: arn:aws:iam::123456789012:role/metrics
                  tenant: team-a
                  tenantHeader: THANOS-TENANT
                sonar:
                  url: https://sonar.example.com
                  credentialsId: token
                zap:
                  url: http://zap.example.com:8080
                  credentialsId: token
                defaults: 'flow: trunk'
                enforced: |-
                  image:
                    scan:
                      failOn: high
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void start(JenkinsRule rule) {
        assertThat(rule.jenkins).isNotNull();
    }

    private void read(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static String saved() {
        return new XStream2().toXML(DeliveryConfiguration.get().getSettings());
    }

    private static Map<?, ?> exported() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(out);
        Map<?, ?> all = (Map<?, ?>) YamlValues.parse("the export", out.toString(StandardCharsets.UTF_8));
        return (Map<?, ?>) ((Map<?, ?>) all.get("unclassified")).get("delivery");
    }

    @Test
    void everyPropertyIsRead() throws Exception {
        read(YAML);
        assertThat(saved()).isEqualTo(new XStream2().toXML(Samples.settings()));
    }

    @Test
    void theExportSaysTheSameAndIsReadAgain() throws Exception {
        read(YAML);
        String before = saved();
        Map<?, ?> exported = exported();
        Map<?, ?> written = (Map<?, ?>)
                ((Map<?, ?>) ((Map<?, ?>) YamlValues.parse("the test", YAML)).get("unclassified")).get("delivery");
        assertThat(exported).isEqualTo(written);

        read("unclassified: {delivery: {argoServers: [], environments: [], defaults: '', enforced: ''}}");
        assertThat(DeliveryConfiguration.get().getArgoServers()).isEmpty();
        Map<String, Object> again = new LinkedHashMap<>();
        again.put("unclassified", Map.of("delivery", exported));
        read(YamlValues.print(again));
        assertThat(saved()).isEqualTo(before);
    }

    @Test
    void theExampleOfTheReadmeIsRead() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String configuration = readme.substring(readme.indexOf("## Configuration"));
        int start = configuration.indexOf("```yaml") + "```yaml".length();
        read(configuration.substring(start, configuration.indexOf("```", start)));
        SettingsMerge merged = ConfiguredLevels.of(null).merged();
        assertThat(((Map<?, ?>) merged.defaults().get("environments"))
                        .keySet().stream().map(String::valueOf))
                .containsExactly("dev", "stage", "prod");
        assertThat(merged.enforced().toString()).contains("release-managers").contains("failOn");
        assertThat(DeliveryConfiguration.get().getEnvironments().get(0).getUrl())
                .isEqualTo("https://${service}.dev.example.com");
    }

    @Test
    void whatIsNotValidIsRefusedWithASentence() {
        assertThatThrownBy(() -> read("unclassified: {delivery: {defaults: 'flwo: trunk'}}"))
                .hasStackTraceContaining("flwo is not known; did you mean 'flow'?");
        assertThatThrownBy(() -> read("unclassified: {delivery: {sonar: {url: 'ftp://sonar.example.com'}}}"))
                .hasStackTraceContaining("SonarQube: 'ftp://sonar.example.com' is not an http or https URL.");
        assertThatThrownBy(() -> read("unclassified: {delivery: {registry: {host: 'https://registry'}}}"))
                .hasStackTraceContaining("'https://registry' is no host of a registry");
        assertThat(DeliveryConfiguration.get().getSettings().isEmpty()).isTrue();
    }
}
