package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Node;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class HelmPackageStepTest {

    private static final String PASSWORD = "s3cret-of-the-registry";

    private static JenkinsRule jenkins;
    private static Pipelines pipelines;
    private static OciRegistry registry;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        registry = OciRegistry.start("ci", PASSWORD);
        pipelines = new Pipelines(rule).login("registry", "ci", PASSWORD);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    void smokes() throws Exception {
        WorkflowRun run = build("smokes", jenkins.jenkins, "built-in", Result.SUCCESS);
        assertThat(Pipelines.log(run))
                .contains("packaged target/charts/payments-1.4.0.tgz", "rendered values-dev.yaml");
        assertThat(registry.tags("smokes/payments")).containsExactly("1.4.0");
    }

    @Test
    void worksOnAgentsWithJarsThatAreBroughtOnce() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowRun first = build("agent", agent, agent.getNodeName(), Result.SUCCESS);
        assertThat(registry.tags("agent/payments")).containsExactly("1.4.0");
        Path cache = Path.of(agent.getRootPath().getRemote(), "caches", "git-flow-delivery");
        assertThat(jars(cache)).hasSizeGreaterThan(2).allMatch(name -> name.endsWith(".jar"));
        long brought = Files.getLastModifiedTime(cache).toMillis();
        build("again", agent, agent.getNodeName(), Result.SUCCESS);
        assertThat(Files.getLastModifiedTime(cache).toMillis()).isEqualTo(brought);
        Pipelines.assertNowhere(PASSWORD, first);
    }

    @Test
    void failsWithASentenceWhenTheChartIsWrong() throws Exception {
        assertThat(Pipelines.log(pipelines.fail("node { helmPackage chart: 'nowhere', version: '1.0.0' }")))
                .contains("nowhere");
        assertThat(Pipelines.log(pipelines.fail("node { helmPackage chart: 'x', version: 'v1', oci: 'registry/x' }")))
                .contains("helmPackage was refused for 2 problems", "drop the leading 'v'", "oci://host");
    }

    private static Stream<String> names(Path directory) throws Exception {
        return Files.list(directory).map(file -> file.getFileName().toString());
    }

    private static java.util.List<String> jars(Path cache) throws Exception {
        try (Stream<String> names = names(cache)) {
            return names.toList();
        }
    }

    private WorkflowRun build(String name, Node node, String label, Result result) throws Exception {
        WorkflowJob job = pipelines.job(name, """
            node('%s') {
                def c = helmPackage chart: 'chart', version: '1.4.0', imageTag: '1.4.0', oci: 'oci://%s/%s', credentialsId: 'registry'
                echo "packaged ${c.archive} as ${c.digest}"
                c.rendered.each { echo "rendered ${it}" }
            }
            """.formatted(label, registry.address(), name));
        Path chart = pipelines.workspace(job, node).resolve("chart");
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(
                chart.resolve("Chart.yaml"),
                "apiVersion: v2\n"
                        + "name: payments\n"
                        + "description: Payments\n"
                        + "icon: https://example.org/i.png\n"
                        + "version: 0.0.0\n");
        Files.writeString(chart.resolve("values.yaml"), "image:\n  repository: shop/payments\n  tag: x\nname: all\n");
        Files.writeString(chart.resolve("values-dev.yaml"), "name: dev\n");
        Files.writeString(
                chart.resolve("templates/map.yaml"),
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n");
        WorkflowRun run = jenkins.buildAndAssertStatus(result, job);
        Pipelines.told(run);
        Pipelines.assertNowhere(PASSWORD, run);
        return run;
    }
}
