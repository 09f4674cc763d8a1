package io.jenkins.plugins.delivery.view;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What was promoted is known after a restart. */
class EnvironmentsRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void survivesRestart() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowJob job = Deliveries.job(jenkins.jenkins, "payments", "echo 'delivered'");
            Run<?, ?> run = Deliveries.run(jenkins, job);
            Deliveries.planned(run, "payments", "1.4.0");
            Deliveries.promoted(run, "payments", "1.4.0", "prod");
            Deliveries.verified(run, "prod", "passed", "2 checks passed.");
        });
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("payments", WorkflowJob.class);
            EnvironmentState.Place place =
                    EnvironmentStore.of(job).read().services().get("payments").get("prod");
            assertThat(place.standing().get("version")).isEqualTo("1.4.0");
            assertThat(place.verified().get("verdict")).isEqualTo("passed");
            DeliveryRunAction kept = job.getBuildByNumber(1).getAction(DeliveryRunAction.class);
            assertThat(kept.fact("version")).isEqualTo("1.4.0");
            assertThat(kept.getPromotions()).hasSize(1);
        });
    }
}
