package io.jenkins.plugins.delivery;

import java.util.List;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** What the harness does not offer for a Jenkins process of its own. */
public final class JenkinsProcess {

    private JenkinsProcess() {}

    /** Ends it as a power cut does, and returns when it is gone: only then are its port and its home free for the next. */
    public static void kill(RealJenkinsExtension jenkins) {
        List<ProcessHandle> processes = ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("-DRealJenkinsFixture.token="))
                .toList();
        jenkins.stopJenkinsForcibly();
        if (processes.isEmpty()) {
            throw new IllegalStateException("No Jenkins process runs beside this test.");
        }
        processes.forEach(process -> process.onExit().join());
    }
}
