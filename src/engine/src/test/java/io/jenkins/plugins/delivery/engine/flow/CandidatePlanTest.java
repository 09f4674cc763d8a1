package io.jenkins.plugins.delivery.engine.flow;

import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.ECR;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.action;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.candidate;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.full;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.plan;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.planner;
import static io.jenkins.plugins.delivery.engine.flow.PaymentsPlan.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.engine.branch.BranchKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a release takes over from the candidate that was tested, and what it builds anew. */
class CandidatePlanTest {

    @Test
    void aReleaseOfATestedTreeIsNotBuiltAgain() {
        DeliveryPlan plan = planner(full(), "main", BranchKind.MAIN, Optional.of(candidate(true)))
                .plan();
        String sentence =
                "1.4.0 has the tree of 1.4.0-rc.3 (release/1.4.0 at abc1234) and reuses what was built and tested"
                        + " there.";
        assertThat(plan.toMap().get("candidate"))
                .isEqualTo(Map.of(
                        "version",
                        "1.4.0-rc.3",
                        "branch",
                        "release/1.4.0",
                        "commit",
                        "abc1234567",
                        "sameTree",
                        true,
                        "differences",
                        List.of(),
                        "message",
                        sentence));
        assertThat(stage(plan, "Version").actions())
                .extracting(PlanAction::step)
                .containsExactly("semverTag", "imagePush");
        assertThat(action(plan, "Version", "imagePush").args()).containsEntry("lookup", true);
        assertThat(List.of("Lint", "Build", "Test"))
                .allSatisfy(name -> assertThat(stage(plan, name).toMap())
                        .containsEntry("unless", "image.found")
                        .containsEntry("because", sentence));
        assertThat(action(plan, "Chart", "helmPackage").args()).containsEntry("candidate", "1.4.0-rc.3");
        assertThat(action(plan, "Approve prod", "approvalEvidence").args()).containsEntry("candidate", sentence);
        assertThat(action(plan, "Deploy to prod", "argoPromote").args())
                .containsEntry("sameDigest", true)
                .containsEntry("chartContent", PlanAction.from("chart", "content"));
    }

    @Test
    void aTeamMayTestEveryCommitOfMain() {
        Map<String, Object> config = full();
        config.put("buildOnce", false);
        DeliveryPlan plan = planner(config, "main", BranchKind.MAIN, Optional.of(candidate(true)))
                .plan();
        assertThat(stage(plan, "Build").toMap()).doesNotContainKey("unless");
        assertThat(stage(plan, "Version").actions()).hasSize(1);
        assertThat(stage(plan, "Image").actions()).hasSize(4);
        assertThat(action(plan, "Chart", "helmPackage").args()).containsKey("candidate");
    }

    @Test
    void anImageThatTheBuildStagePushesIsReusedAsWell() {
        Map<String, Object> config = full();
        config.put("image", Map.of("repository", ECR + "/shop/payments"));
        DeliveryPlan plan = planner(config, "main", BranchKind.MAIN, Optional.of(candidate(true)))
                .plan();
        assertThat(stage(plan, "Image").actions())
                .extracting(action -> action.step() + " " + action.args().get("lookup") + " "
                        + action.when().unless())
                .containsExactly("imagePush true null", "imagePush null image.found", "versionRecord null null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.txt | 1 file differs: a.txt.",
                "a,b | 2 files differ: a, b.",
                "1,2,3,4,5,6,7,8,9,10,11,12 | 12 files differ: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more."
            })
    void aReleaseOfAnotherTreeIsBuiltAnewAndSaysWhatDiffers(String files, String said) {
        DeliveryPlan plan = planner(full(), "main", BranchKind.MAIN, Optional.of(candidate(false, files.split(","))))
                .plan();
        String sentence = "1.4.0 is not what 1.4.0-rc.3 (release/1.4.0 at abc1234) was: " + said
                + " It is built anew, and what was tested of 1.4.0-rc.3 does not cover it.";
        assertThat(((Map<?, ?>) plan.toMap().get("candidate")).get("message")).isEqualTo(sentence);
        assertThat(stage(plan, "Build").toMap()).doesNotContainKey("unless");
        assertThat(action(plan, "Chart", "helmPackage").args()).doesNotContainKey("candidate");
        assertThat(action(plan, "Approve prod", "approvalEvidence").args()).containsEntry("candidate", sentence);
        assertThat(action(plan, "Deploy to prod", "argoPromote").args()).containsEntry("sameDigest", true);
    }

    @Test
    void anEnvironmentMayTakeWhatWasNotTestedBefore() {
        Map<String, Object> config = full();
        config.put("environments", Map.of("prod", Map.of("after", "none")));
        assertThat(action(planner(config, "main", BranchKind.MAIN).plan(), "Deploy to prod", "argoPromote")
                        .args())
                .doesNotContainKey("sameDigest");
        Map<String, Object> environments = new LinkedHashMap<>();
        environments.put("stage", Map.of());
        environments.put("prod", Map.of("sameDigest", false));
        config.put("environments", environments);
        assertThat(action(planner(config, "main", BranchKind.MAIN).plan(), "Deploy to prod", "argoPromote")
                        .args())
                .containsEntry("sameDigest", false);
    }

    @Test
    void theImageIsBuiltOnlyWhenItsTreeIsNotInTheRegistry() {
        List<PlanAction> actions = plan("develop", BranchKind.DEVELOP)
                .blocks()
                .get(0)
                .stages()
                .get(4)
                .actions();
        assertThat(actions).extracting(PlanAction::step).containsExactly("imagePush", null, "imagePush");
        assertThat(actions.get(0).args())
                .containsEntry("lookup", true)
                .containsEntry("repository", ECR + "/shop/payments");
        assertThat(actions.get(1).body()).isEqualTo("image.build");
        assertThat(actions.get(1).when().unless()).isEqualTo("image.found");
        assertThat(actions.get(2).when().unless()).isEqualTo("image.found");
        assertThat(actions.get(2).args())
                .containsEntry("archive", "build/image.tar")
                .doesNotContainKey("lookup");
    }
}
