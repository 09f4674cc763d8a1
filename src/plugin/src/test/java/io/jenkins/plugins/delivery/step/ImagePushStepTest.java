package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.DumbSlave;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ImagePushStepTest {

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
        String digest = registry.pushImage("shop/payments", "1.4.0", Map.of("made-by", "test"));
        WorkflowRun run = pipelines.succeed("""
            def i = imagePush repository: '%s/shop/payments', version: '1.4.0', commit: '0123456789abcdef', credentialsId: 'registry'
            i.tags.each { echo "tag ${it}" }
            echo "digest ${i.digest} found: ${i.found}"
            """.formatted(registry.address()));
        assertThat(Pipelines.log(run))
                .contains("tag 1.4.0", "tag 0123456789abcdef", "digest " + digest + " found: true");
        assertThat(registry.tags("shop/payments")).contains("1.4.0", "0123456789abcdef");
        Pipelines.assertNowhere(PASSWORD, run);
    }

    @Test
    void anArchiveIsPushedFromTheWorkspaceOfAnAgent() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        WorkflowJob job = pipelines.job("archive", """
            node('%s') {
                def i = imagePush repository: '%s/shop/archive', archive: 'image', version: '1.0.0', tagWith: 'semver',
                        credentialsId: 'registry'
                echo "pushed ${i.image}"
            }
            """.formatted(agent.getNodeName(), registry.address()));
        String digest = layout(pipelines.workspace(job, agent).resolve("image"));
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        assertThat(Pipelines.log(run)).contains("pushed " + registry.address() + "/shop/archive@" + digest);
        assertThat(registry.digest("shop/archive", "1.0.0")).contains(digest);
        Pipelines.assertNowhere(PASSWORD, run);
    }

    @Test
    void failsWithASentenceAndMasksThePassword() throws Exception {
        pipelines.login("wrong", "ci", "not-the-password");
        WorkflowRun run = pipelines.fail(
                "imagePush repository: '%s/shop/payments', version: '9.9.9', tagWith: 'semver', credentialsId: 'wrong'"
                        .formatted(registry.address()));
        assertThat(Pipelines.log(run)).contains("ERROR: ", "credentials");
        Pipelines.assertNowhere("not-the-password", run);
    }

    @Test
    void failsWithEveryProblemOfItsInput() throws Exception {
        assertThat(Pipelines.log(pipelines.fail("imagePush repository: 'Payments', commit: 'HEAD', lookup: true")))
                .contains("imagePush was refused for 4 problems", "version is required", "not a Git object id", "tree");
    }

    /** An image layout with one image. */
    private static String layout(Path directory) throws Exception {
        String config = blob(directory, "{\"architecture\":\"amd64\",\"os\":\"linux\"}");
        String layer = blob(directory, "a layer");
        String manifest =
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                        + descriptor(directory, "application/vnd.oci.image.config.v1+json", config) + ",\"layers\":["
                        + descriptor(directory, "application/vnd.oci.image.layer.v1.tar", layer) + "]}";
        String digest = blob(directory, manifest);
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        Files.writeString(
                directory.resolve("index.json"),
                "{\"schemaVersion\":2,\"manifests\":["
                        + descriptor(directory, "application/vnd.oci.image.manifest.v1+json", digest) + "]}");
        return digest;
    }

    private static String blob(Path directory, String text) throws Exception {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().formatHex(sum);
        Path file = directory.resolve("blobs/sha256/" + hex);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return "sha256:" + hex;
    }

    private static String descriptor(Path directory, String type, String digest) throws Exception {
        long size = Files.size(directory.resolve("blobs/sha256/" + digest.substring("sha256:".length())));
        return "{\"mediaType\":\"" + type + "\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
    }
}
