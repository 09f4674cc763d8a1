package io.jenkins.plugins.delivery.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The builds of one branch of the service. */
final class Branch {

    /** Longer than anything takes on a slow machine; nothing depends on it. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final JenkinsSite jenkins;
    private final String name;

    Branch(JenkinsSite jenkins, String name) {
        this.jenkins = jenkins;
        this.name = name;
    }

    /** A condition that is asked for until it holds. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Waits for a condition; fails with the console when it does not come true. */
    void await(int build, String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime())
                    .as(() -> what + " did not happen in build " + build + " of " + name + ":\n" + console(build))
                    .isLessThan(end);
            // Another process is looked at, which does not tell; each look costs it a check of the password and a
            // script.
            Thread.sleep(1000);
        }
    }

    /** Waits until the build is over and returns its result. */
    String result(int build) throws IOException, InterruptedException {
        await(build, "the end", () -> ask(build, "run != null && !run.building").equals("true"));
        return ask(build, "run.result");
    }

    /** Waits for a line of the console. */
    void awaitLine(int build, String text) throws IOException, InterruptedException {
        await(build, "the line '" + text + "'", () -> console(build).contains(text));
    }

    /** Waits until the build asks somebody, and returns the id of the question. */
    String awaitInput(int build) throws IOException, InterruptedException {
        String ids = "run?.getAction(org.jenkinsci.plugins.workflow.support.steps.input.InputAction)"
                + "?.executions?.collect { it.id }?.join(',')";
        await(build, "a question", () -> !ask(build, ids + " ?: ''").isEmpty());
        return ask(build, ids);
    }

    /** Answers a question with yes; the status that the user gets. */
    int proceed(JenkinsSite asUser, int build, String id) throws IOException, InterruptedException {
        return asUser.post(path(build) + "input/" + id + "/proceedEmpty", "");
    }

    /** Presses the red button. */
    void abort(int build) throws IOException, InterruptedException {
        jenkins.post(path(build) + "stop", "");
    }

    /** Empty when there is no such build yet. */
    String console(int build) {
        try {
            return ask(build, "run == null ? '' : run.log");
        } catch (IOException e) {
            return "no console: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Executors of the whole controller that work at this moment. */
    int busyExecutors() throws IOException, InterruptedException {
        return Integer.parseInt(
                jenkins.script("println(jenkins.model.Jenkins.get().computers.sum { it.countBusy() })"));
    }

    /** Seconds, flow nodes and bytes of the build directory. */
    String figures(int build) throws IOException, InterruptedException {
        return ask(
                build,
                "run.duration.intdiv(1000) + ' s, '"
                        + " + new org.jenkinsci.plugins.workflow.graph.FlowGraphWalker(run.execution).count { true }"
                        + " + ' flow nodes, '"
                        + " + org.apache.commons.io.FileUtils.sizeOfDirectory(run.rootDir).intdiv(1024) + ' KiB'");
    }

    @Override
    public String toString() {
        return name;
    }

    private String path(int build) {
        String job = URLEncoder.encode(name.replace("/", "%2F"), StandardCharsets.UTF_8);
        return "job/payments/job/" + job + "/" + build + "/";
    }

    /** The value of a Groovy expression over {@code run}, which is null while there is no such build. */
    private String ask(int build, String expression) throws IOException, InterruptedException {
        return jenkins.script("def job = jenkins.model.Jenkins.get().getItemByFullName('payments')?.getItem('"
                + name.replace("/", "%2F") + "')\ndef run = job?.getBuildByNumber(" + build + ")\nprintln("
                + expression + ")");
    }
}
