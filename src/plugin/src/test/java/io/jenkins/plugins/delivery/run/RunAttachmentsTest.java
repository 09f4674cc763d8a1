package io.jenkins.plugins.delivery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.SecretRedactor;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.MasterToSlaveFileCallable;
import jenkins.model.ArtifactManager;
import jenkins.model.ArtifactManagerConfiguration;
import jenkins.model.ArtifactManagerFactory;
import jenkins.model.StandardArtifactManager;
import jenkins.util.VirtualFile;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RunAttachmentsTest {

    private static final String SECRET = "s3cret-of-the-registry";

    private static JenkinsRule jenkins;
    private Run<?, ?> run;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void run() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("", true));
        run = jenkins.buildAndAssertSuccess(job);
    }

    @AfterEach
    void standardPlace() {
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().clear();
    }

    private RunAttachments attachments() {
        return new RunAttachments(run, TaskListener.NULL);
    }

    private String artifact(String name) throws IOException {
        try (var in = run.getArtifactManager().root().child(name).open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aTextIsAnArtifactAndIsReplaced() throws Exception {
        attachments().keep("delivery/scan.json", "first and longer");
        attachments().keep("delivery/scan.json", "größer");
        assertThat(artifact("delivery/scan.json")).isEqualTo("größer");
        assertThat(run.getArtifacts()).extracting(a -> a.relativePath).containsExactly("delivery/scan.json");
    }

    @Test
    void nothingStaysOnTheController(@TempDir Path empty) throws Exception {
        String before = System.setProperty("java.io.tmpdir", empty.toString());
        try {
            attachments().keep("delivery/scan.json", "{}");
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void goesWhereThisJenkinsKeepsArtifacts() throws Exception {
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new Elsewhere());
        attachments().keep("delivery/scan.json", "{\"verdict\": \"passed\"}");
        assertThat(Elsewhere.TEXTS).containsEntry("delivery/scan.json", "{\"verdict\": \"passed\"}");
        assertThat(new File(run.getRootDir(), "archive")).doesNotExist();
    }

    @Test
    void aPlaceThatFailsIsToldInASentence() {
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new Elsewhere());
        EngineContext context =
                EngineContext.in(Path.of("")).attachments(attachments()).build();
        assertThatThrownBy(() -> context.attach("full/scan.json", "{}"))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("full/scan.json cannot be kept with the run (the bucket is full).");
    }

    @Test
    void whatIsTooLargeIsRefusedInASentence() {
        EngineContext context =
                EngineContext.in(Path.of("")).attachments(attachments()).build();
        assertThatThrownBy(() -> context.attach("delivery/scan.json", "x".repeat(RunAttachments.LARGEST + 1_000_000)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining("it has 21 MB; the most is 20 MB");
        assertThat(run.getArtifacts()).isEmpty();
    }

    @Test
    void comesFromAnAgentAlsoWhenTheWorkThereFails() throws Exception {
        SecretRedactor redactor = new SecretRedactor();
        redactor.learn(Credential.token("registry", SECRET));
        DumbSlave agent = jenkins.createOnlineSlave();
        assertThatThrownBy(() -> agent.getRootPath()
                        .act(new Keeps("delivery/scan.json", "seen " + SECRET, attachments(redactor))))
                .hasMessageContaining("after it was kept");
        assertThat(artifact("delivery/scan.json")).startsWith("seen ").doesNotContain(SECRET);
    }

    @Test
    void anAgentCannotWriteOutsideTheArtifacts() throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        assertThatThrownBy(() -> agent.getRootPath()
                        .act(new Keeps("../../secrets/master.key", "mine", attachments(new SecretRedactor()))))
                .hasMessageContaining("'../../secrets/master.key' is no relative path of plain names");
        assertThat(run.getArtifacts()).isEmpty();
    }

    @Test
    void anAgentIsToldWhyATextCannotBeKept() throws Exception {
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new Elsewhere());
        DumbSlave agent = jenkins.createOnlineSlave();
        assertThatThrownBy(() ->
                        agent.getRootPath().act(new Keeps("full/scan.json", "{}", attachments(new SecretRedactor()))))
                .hasMessageContaining("the bucket is full");
        assertThatThrownBy(() -> agent.getRootPath()
                        .act(new Keeps(
                                "delivery/scan.json",
                                "x".repeat(RunAttachments.LARGEST + 1),
                                attachments(new SecretRedactor()))))
                .hasMessageContaining("the most is 20 MB");
    }

    private AgentAttachments attachments(SecretRedactor redactor) {
        return new AgentAttachments(attachments(), redactor);
    }

    /** What a step on an agent does, without the care that the engine takes for it. */
    private static final class Keeps extends MasterToSlaveFileCallable<Void> {

        private static final long serialVersionUID = 1L;
        private final String name;
        private final String text;
        private final AgentAttachments attachments;

        Keeps(String name, String text, AgentAttachments attachments) {
            this.name = name;
            this.text = text;
            this.attachments = attachments;
        }

        @Override
        public Void invoke(File directory, VirtualChannel channel) throws IOException {
            attachments.keep(name, text);
            throw new IOException("after it was kept");
        }
    }

    /** Keeps artifacts elsewhere, as the managers of object stores do: asked where the files are, and gone at once from here. */
    public static final class Elsewhere extends ArtifactManagerFactory {

        static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

        @Override
        public ArtifactManager managerFor(Run<?, ?> build) {
            return new Manager(build);
        }

        @TestExtension
        public static final class DescriptorImpl extends jenkins.model.ArtifactManagerFactoryDescriptor {}

        private static final class Manager extends ArtifactManager {

            private transient Run<?, ?> build;

            Manager(Run<?, ?> build) {
                this.build = build;
            }

            @Override
            public void onLoad(Run<?, ?> owner) {
                build = owner;
            }

            @Override
            public void archive(
                    FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts)
                    throws IOException, InterruptedException {
                for (Map.Entry<String, String> artifact : artifacts.entrySet()) {
                    if (artifact.getKey().startsWith("full/")) {
                        throw new IOException("the bucket is full");
                    }
                    listener.getLogger().println("Uploaded to " + build + " by " + launcher.getChannel());
                    TEXTS.put(artifact.getKey(), workspace.act(new Read(artifact.getValue())));
                }
            }

            @Override
            public boolean delete() {
                return !TEXTS.isEmpty();
            }

            @Override
            public VirtualFile root() {
                return new StandardArtifactManager(build).root();
            }
        }
    }

    private static final class Read extends MasterToSlaveFileCallable<String> {

        private static final long serialVersionUID = 1L;
        private final String name;

        Read(String name) {
            this.name = name;
        }

        @Override
        public String invoke(File directory, VirtualChannel channel) throws IOException {
            return Files.readString(directory.toPath().resolve(name));
        }
    }
}
