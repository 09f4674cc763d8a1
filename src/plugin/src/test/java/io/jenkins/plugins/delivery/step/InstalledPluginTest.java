package io.jenkins.plugins.delivery.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import io.jenkins.plugins.delivery.testbed.ecr.EcrImage;
import io.jenkins.plugins.delivery.testbed.ecr.EcrServer;
import io.jenkins.plugins.delivery.testbed.ecr.Finding;
import io.jenkins.plugins.delivery.testbed.ecr.ScanScript;
import io.jenkins.plugins.delivery.testbed.ecr.Severity;
import io.jenkins.plugins.delivery.testbed.ecr.StoredImages;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.GitServer;
import io.jenkins.plugins.delivery.testbed.git.PgpKey;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import io.jenkins.plugins.delivery.testbed.git.SshGitServer;
import io.jenkins.plugins.delivery.testbed.git.SshKey;
import io.jenkins.plugins.delivery.testbed.oci.OciRegistry;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.gitclient.GitHostKeyVerificationConfiguration;
import org.jenkinsci.plugins.gitclient.verifier.ManuallyProvidedKeyVerificationStrategy;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** What the steps do on an agent, with the class loaders of a Jenkins process of its own: each library from where it is at a customer's. */
class InstalledPluginTest {

    private static final String PASSWORD = "s3cret" + "-of-everything";
    private static final GitAccess ACCESS = GitAccess.only("ci", PASSWORD);

    @RegisterExtension
    final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @RegisterExtension
    final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void stepsWorkOnAnAgent(@TempDir Path root) throws Throwable {
        StoredImages images = new StoredImages();
        try (GitServer git = GitServer.start(root.resolve("git"), ACCESS);
                OciRegistry registry = OciRegistry.start("ci", PASSWORD);
                EcrServer ecr = EcrServer.start(images)) {
            ecr.createRepository("shop/payments", false);
            images.put("shop/payments", EcrImage.named("payments", Instant.now(), "1.0.0"));
            ecr.defaultScan(ScanScript.basic(Finding.of("CVE-2026-0001", Severity.CRITICAL, "openssl")));
            String url = git.create("payments");
            try (RepositoryBuilder repository = RepositoryBuilder.init(root.resolve("seed"))) {
                repository
                        .commit(
                                "feat: pay",
                                Map.of(
                                        "chart/Chart.yaml",
                                        "apiVersion: v2\nname: payments\nversion: 0.0.0\n",
                                        "chart/values.yaml",
                                        "image:\n  tag: x\n",
                                        "chart/templates/map.yaml",
                                        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: payments\n",
                                        "accepted.yaml",
                                        "- {id: CVE-2026-0001, package: openssl, reason: not reachable, owner: shop, expires:"
                                                + " 2099-01-01}\n",
                                        "TEST-a.xml",
                                        "<testsuite><testcase name='pays' classname='Api'/></testsuite>",
                                        "load.jtl",
                                        "timeStamp,elapsed,label,responseCode,success\n1750000000000,120,pay,200,true\n",
                                        "cobertura-coverage.xml",
                                        "<coverage lines-covered='9' lines-valid='10' line-rate='0.9'/>"))
                        .push(url, ACCESS);
            }
            SshKey key = SshKey.ecdsa();
            SshGitServer ssh = SshGitServer.over(git);
            ssh.authorize(key.publicLine());
            Keys keys = new Keys(key.text(PASSWORD), PgpKey.text(PASSWORD), ssh.knownHostsLine());
            jenkins.startJenkins();
            agents.createAgent(
                    jenkins,
                    InboundAgentExtension.Options.newBuilder()
                            .name("agent")
                            .webSocket()
                            .build());
            jenkins.runRemotely(new OnAnAgent(keys, """
                    node('agent') {
                        sh "git clone -q %s clone"
                        dir('clone') {
                            sh "git remote set-url origin %s"
                            sh "git remote add ssh %s"
                            def v = semverTag flow: 'trunk', branch: 'main', reserve: true, credentialsId: 'key', remote: 'ssh',
                                    signingCredentialsId: 'pgp'
                            semverTag flow: 'trunk', branch: 'main', credentialsId: 'ci'
                            def c = helmPackage chart: 'chart', version: v.chartVersion, imageTag: v.ociTag, oci: 'oci://%s/charts', credentialsId: 'ci'
                            def s = ecrScan repository: 'shop/payments', tag: '1.0.0', region: 'eu-central-1', endpoint: '%s',
                                    credentialsId: 'ci', allowList: 'accepted.yaml'
                            def g = e2eGate suites: [[name: 'unit', report: ['TEST-*.xml']],
                                    [name: 'load', kind: 'jmeter', report: ['load.jtl'], p95: '500ms']]
                            coverageGate minimum: '80', publish: false
                            evidenceRecord service: 'payments', version: v.version, chart: c, scan: s, tests: [e2e: g], chartCredentialsId: 'ci'
                            echo "did ${c.ociReference}, ${s.allowed.size()} accepted, ${g.tests.total} test"
                        }
                    }
                    """.formatted(
                    git.repositoryDirectory("payments"), url, ssh.url("payments"), registry.address(), ecr.url())));
            ssh.close();
            assertThat(registry.tags("charts/payments")).contains("0.1.0");
        }
    }

    /** Private keys, both with the password as passphrase, and the server that they are for. */
    private record Keys(String ssh, String pgp, String knownHosts) implements Serializable {}

    /** Runs in the other process. */
    private record OnAnAgent(Keys keys, String script) implements RealJenkinsExtension.Step {

        @Override
        public void run(JenkinsRule jenkins) throws Throwable {
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "ci", "", "ci", PASSWORD));
            add("key", keys.ssh());
            add("pgp", keys.pgp());
            GitHostKeyVerificationConfiguration.get()
                    .setSshHostKeyVerificationStrategy(new ManuallyProvidedKeyVerificationStrategy(keys.knownHosts()));
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "steps");
            job.setDefinition(new CpsFlowDefinition(script, true));
            WorkflowRun run = jenkins.buildAndAssertStatus(Result.SUCCESS, job);
            String log = JenkinsRule.getLog(run);
            if (!log.contains("did oci://")
                    || !log.contains("/charts/payments:0.1.0, 1 accepted, 1 test")
                    || log.contains(PASSWORD)) {
                throw new AssertionError(log);
            }
            Pipelines.assertNowhere(PASSWORD, run);
            List<String> names = run.getArtifacts().stream()
                    .map(artifact -> artifact.relativePath.replaceAll("[0-9a-f]{12}", "#"))
                    .sorted()
                    .toList();
            if (!names.equals(List.of(
                    "delivery/coverage-coverage.md",
                    "delivery/evidence.json",
                    "delivery/gate-e2e.html",
                    "delivery/gate-e2e.md",
                    "delivery/scan-shop-payments-#.json",
                    "delivery/scan-shop-payments-#.sarif"))) {
                throw new AssertionError(names);
            }
            if (!Pipelines.artifact(run, "delivery/gate-e2e.md").contains("p95")) {
                throw new AssertionError(Pipelines.artifact(run, "delivery/gate-e2e.md"));
            }
        }

        private static void add(String id, String key) {
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new BasicSSHUserPrivateKey(
                            CredentialsScope.GLOBAL,
                            id,
                            "git",
                            new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(key),
                            PASSWORD,
                            ""));
        }
    }
}
