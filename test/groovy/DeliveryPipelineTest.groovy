import static com.lesfurets.jenkins.unit.global.lib.LibraryConfiguration.library
import static org.assertj.core.api.Assertions.assertThat
import static org.assertj.core.api.Assertions.assertThatThrownBy
import static org.assertj.core.api.Assertions.tuple

import com.lesfurets.jenkins.unit.BasePipelineTest
import com.lesfurets.jenkins.unit.global.lib.SourceRetriever
import io.jenkins.plugins.delivery.engine.HostChecks
import io.jenkins.plugins.delivery.engine.EngineContext
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog
import java.nio.file.Files
import java.nio.file.Path
import org.eclipse.jgit.api.Git
import org.eclipse.jgit.api.MergeCommand
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/**
 * The vars as a Jenkinsfile uses them; the runner's tests run them in the CPS interpreter. deliveryPlan is the real one on a real
 * repository; the other steps are recorded, because only their order, their arguments and what follows from their results is the
 * vars' business.
 */
class DeliveryPipelineTest extends BasePipelineTest {

    @TempDir
    public Path workspace

    @TempDir
    public Path scripts

    List<String> calls = []
    Map<String, List<Map>> arguments = [:].withDefault { [] }
    Map<String, Closure> behaviour = [:]
    List<String> skipped = []
    List<List<String>> environments = []
    int jenkinsfiles = 0
    String branch = 'develop'
    HostChecks host = HostChecks.NONE

    @BeforeEach
    void start() {
        URL top = VarInvariantTest.vars().parent.toUri().toURL()
        super.setUp()
        helper.registerSharedLibrary(library().name('delivery').defaultVersion('checkout').allowOverride(true).implicit(true)
                .targetPath('unused').retriever({ String name, String version, String path -> [top] } as SourceRetriever).build())
        binding.setVariable('scm', [:])
        binding.setVariable('currentBuild', [currentResult: 'SUCCESS', duration: 0L])
        helper.registerAllowedMethod('node', [String, Closure]) { String label, Closure body ->
            calls << 'node('
            body()
            calls << ')'
        }
        ['podTemplate', 'container'].each { String step ->
            helper.registerAllowedMethod(step, [step == 'container' ? String : Map, Closure]) { Object what, Closure body ->
                calls << "${step}(${what instanceof Map ? what.keySet().join(',') : what}".toString()
                body()
                calls << ')'
            }
        }
        binding.setVariable('POD_LABEL', 'pod-1')
        binding.setVariable('docker', [image: { String image ->
            [inside: { String options, Closure body ->
                calls << "inside(${image}${options}".toString()
                body()
                calls << ')'
            }]
        }])
        helper.registerAllowedMethod('stage', [String, Closure]) { String name, Closure body -> body() }
        helper.registerAllowedMethod('checkout', [Map]) { calls << 'checkout' }
        helper.registerAllowedMethod('withEnv', [List, Closure]) { List variables, Closure body ->
            environments << variables*.toString()
            body()
        }
        helper.registerAllowedMethod('parallel', [Map]) { Map branches ->
            calls << "parallel ${branches.keySet().join(',')}".toString()
            branches.each { name, body -> body() }
        }
        helper.registerAllowedMethod('timeout', [Map, Closure]) { Map limit, Closure body ->
            calls << "timeout ${limit.time}".toString()
            body()
        }
        helper.registerAllowedMethod('echo', [String]) { String text -> calls << "echo ${text}".toString() }
        helper.registerAllowedMethod('mark', [Object]) { Object what -> calls << what.toString() }
        helper.registerAllowedMethod('fail', [String]) { String why -> throw new IllegalStateException(why) }
        helper.registerAllowedMethod('error', [String]) { String why -> throw new IllegalStateException(why) }
        helper.registerAllowedMethod('deliveryCheck', [Map]) { Map given ->
            OperationCatalog.named('deliveryCheck').run(given, EngineContext.in(workspace).host(host).build()).toMap()
        }
        helper.registerAllowedMethod('deliveryPlan', [Map]) { Map given ->
            EngineContext context = EngineContext.in(workspace).environment([BRANCH_NAME: branch]).build()
            OperationCatalog.named('deliveryPlan').run(given, context).toMap()
        }
        record('versionRecord', [state: 'built'])
        record('gitFlowFinish', [complete: true, message: '1.4.0: main up-to-date, develop merged.'])
        record('semverTag', [version: '1.4.0', tag: 'v1.4.0', ociTag: '1.4.0', chartVersion: '1.4.0', commit: 'c0ffee', tree: '7ree'])
        record('imagePush', [digest: 'sha256:1', found: false])
        record('helmPackage', [version: '1.4.0'])
        record('ecrScan', [verdict: 'passed'])
        record('promotedVersion', [found: true, digest: 'sha256:0'])
        record('evidenceRecord', [digest: 'sha256:e', scan: 'passed', summary: 'scan passed', lines: ['Scan: passed.']])
        record('registryLogin', [configDirectory: '/w@tmp/7', configFile: '/w@tmp/7/config.json'])
        record('argoPromote', [commit: 'abc1234'])
        record('promotionTurn', [superseded: false])
        record('deliveryRecord', [:])
        record('argoRollback', [ask: false, needed: true])
        record('e2eGate', [verdict: 'passed'])
        record('slackNotify', [ts: '17.1', delivered: true])
        record('approvalEvidence', [message: 'Deploy payments 1.4.0 to prod? 1.3.0 → 1.4.0.'])
        record('input', 'grace')
        record('commitStatus', [delivered: true])
        record('pullRequestComment', [delivered: true])
        record('junit', [:])
        record('sh', null)
        record('secretScan', [verdict: 'passed'])
        record('metricsWatch', [verdict: 'passed', message: 'quiet', url: 'https://grafana.example.com/d/1'])
        helper.registerAllowedMethod('deliverySkip', [Map]) { Map given -> skipped << given.reason }
        Git git = Git.init().setInitialBranch('main').setDirectory(workspace.toFile()).call()
        Files.writeString(workspace.resolve('a'), 'a')
        git.add().addFilepattern('.').call()
        git.commit().setSign(false).setAuthor('Ada', 'ada@example.com').setMessage('feat: first').call()
        git.close()
    }

    private void record(String step, Object result) {
        helper.registerAllowedMethod(step, [Map]) { Map given ->
            calls << step
            arguments[step] << given
            behaviour[step] ? behaviour[step].call(given) : result
        }
    }

    private void deliver(String settings) {
        run("""deliveryPipeline(service: 'payments', build: { mark 'build' }, test: { mark 'test' },
            gitops: 'https://git.example.com/gitops.git', argo: 'https://argocd.example.com', ${settings})""")
    }

    private void run(String jenkinsfile) {
        // A name for each run: the script engine does not look again at a file that it compiled less than a moment ago.
        Path script = scripts.resolve("Jenkinsfile${++jenkinsfiles}")
        Files.writeString(script, jenkinsfile)
        runScript(script.toString())
    }

    @Test
    void developIsBuiltAndDeployedToTheFirstEnvironmentAndNothingWaitsOnAnAgent() {
        deliver("environments: [dev: [url: 'https://dev.example.com'], prod: [:]]")
        assertThat(calls).containsExactly(
                'node(', 'checkout', 'semverTag', 'build', 'test', ')', 'promotionTurn', 'argoPromote', 'e2eGate', 'promotionTurn')
    }

    @Test
    void productionIsApprovedFirstAndTheApproverIsHandedOn() {
        branch = 'main'
        deliver("environments: [dev: [:], prod: [approval: [submitters: 'release-managers', timeout: '1h']]]")
        assertThat(calls.drop(6)).containsExactly('approvalEvidence', 'timeout 3600', 'input', 'promotionTurn', 'argoPromote', 'promotionTurn',
                'node(', 'checkout', 'gitFlowFinish', ')')
        assertThat(arguments.gitFlowFinish[0]).containsEntry('version', '1.4.0').containsEntry('branch', 'main')
        assertThat(arguments.input[0]).doesNotContainKey('timeoutSeconds')
        assertThat(arguments.argoPromote[0]).containsEntry('approver', 'grace').containsEntry('after', 'dev')
    }

    @Test
    void theApproverReadsTheEvidenceAndGatesThatDidNotRunAreNotInIt() {
        branch = 'main'
        deliver("""image: [repository: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/payments', build: { mark 'image' }],
            environments: [dev: [url: 'https://dev.example.com'], prod: [approval: true]]""")
        assertThat(arguments.approvalEvidence[0])
                .containsEntry('env', 'prod').containsEntry('digest', 'sha256:1').containsEntry('gates', [:])
                .containsEntry('evidence', ['Scan: passed.'])
        assertThat(arguments.argoPromote[0]).containsEntry('evidence', 'sha256:e').containsEntry('scan', 'passed')
        assertThat(arguments.ecrScan[0]).containsEntry('compareWith', 'sha256:0')
        assertThat(arguments.input[0].message).isEqualTo('Deploy payments 1.4.0 to prod? 1.3.0 → 1.4.0.')
    }

    @Test
    void whoRefusedAndWhatIsToldInSlack() {
        branch = 'main'
        behaviour.input = { throw new IllegalStateException('Rejected by grace') }
        assertThatThrownBy { deliver("environments: [dev: [:], prod: [approval: 'release-managers']], slack: '#payments'") }
                .hasStackTraceContaining('Rejected by grace')
        assertThat(arguments.slackNotify.last())
                .containsEntry('event', 'failed').containsEntry('stage', 'Approve prod')
                .containsEntry('error', 'payments was not approved for prod (asked: release-managers): Rejected by grace')
        assertThat(calls).doesNotContain('argoPromote')
        assertThat(arguments.deliveryRecord[0]).containsEntry('action', 'skip').containsEntry('env', 'prod')
                .containsEntry('reason', 'not approved (asked: release-managers)')
    }

    @Test
    void whoWaitedForATurnAndWasOvertakenIsWrittenDown() {
        behaviour.promotionTurn = { Map given -> given.release ? [:] : [superseded: true, by: '1.4.2 of run 88'] }
        deliver("environments: [dev: [:], prod: [:]]")
        assertThat(calls).doesNotContain('argoPromote')
        assertThat(arguments.deliveryRecord[0]).containsEntry('action', 'skip').containsEntry('reason', '1.4.2 of run 88')
        assertThat(binding.getVariable('currentBuild').result).isEqualTo('NOT_BUILT')
    }

    @Test
    void environmentsOfOtherBranchesAreDrawnAsSkipped() {
        deliver("environments: [dev: [:], stage: [:], prod: [:]]")
        assertThat(skipped).isEqualTo(["'develop' (develop) is promoted to dev only."] * 2)
    }

    @Test
    void resultsOfEarlierActionsBecomeArgumentsOfLaterOnes() {
        deliver("""image: [repository: 'registry.example.com/shop/payments', build: { mark 'image' }, archive: 'image.tar'],
            chart: 'chart', environments: [dev: [:], prod: [:]]""")
        assertThat(calls).contains('image')
        assertThat(arguments.imagePush*.tree as Set).isEqualTo(['7ree'] as Set)
        assertThat(arguments.argoPromote[0])
                .containsEntry('digest', 'sha256:1').containsEntry('version', '1.4.0').containsEntry('chartVersion', '1.4.0')
    }

    @Test
    void anImageThatIsThereIsNotBuiltAgain() {
        behaviour.imagePush = { [digest: 'sha256:1', found: true] }
        deliver("image: [repository: 'registry.example.com/shop/payments', build: { mark 'image' }], environments: [dev: [:], prod: [:]]")
        assertThat(calls).doesNotContain('image')
        assertThat(calls.count { it == 'imagePush' }).isEqualTo(1)
    }

    @Test
    void aReleaseOfATestedTreeSkipsWhatPassedAndSaysWhy() {
        branch = 'main'
        releaseOfACandidate()
        String settings = """lint: { mark 'lint' }, environments: [dev: [:], prod: [:]],
            image: [repository: 'registry.example.com/shop/payments', build: { mark 'image' }]"""
        behaviour.imagePush = { [digest: 'sha256:1', found: true] }
        deliver(settings)
        assertThat(calls).doesNotContain('lint', 'build', 'test', 'image').contains('argoPromote')
        assertThat(skipped.findAll { it.contains('has the tree of 0.2.0-rc.2 (release/0.2.0 at ') }).hasSize(3)
        calls.clear()
        behaviour.imagePush = { Map given -> [digest: 'sha256:1', found: !given.lookup] }
        deliver(settings)
        assertThat(calls).as('the registry has the image no longer').containsSubsequence('lint', 'build', 'test', 'image', 'argoPromote')
    }

    @Test
    void aReservedVersionThatComesToNothingIsRecordedAsSuch() {
        branch = 'main'
        assertThatThrownBy { run("deliveryPipeline(service: 'payments', build: { fail 'exit 1' })") }.hasStackTraceContaining('exit 1')
        assertThat(arguments.versionRecord).containsExactly([tag: 'v1.4.0', state: 'abandoned', reason: 'Build failed'])
        assertThat(calls).doesNotContain('gitFlowFinish')
    }

    private void releaseOfACandidate() {
        Git git = Git.open(workspace.toFile())
        git.checkout().setCreateBranch(true).setName('release/0.2.0').call()
        Files.writeString(workspace.resolve('a'), 'b')
        git.add().addFilepattern('.').call()
        git.commit().setSign(false).setAuthor('Ada', 'ada@example.com').setMessage('fix: second').call()
        git.checkout().setName('main').call()
        git.merge().include(git.repository.resolve('release/0.2.0')).setFastForward(MergeCommand.FastForwardMode.NO_FF)
                .setMessage("Merge branch 'release/0.2.0'").call()
        git.close()
    }

    @Test
    void aClosureGetsTheVersion() {
        deliver("lint: { mark it.version + ' ' + it.commit + ' ' + it.branch }")
        assertThat(calls).contains('1.4.0 c0ffee develop')
    }

    @Test
    void aFailedVerificationPutsTheEnvironmentBackAndFailsWithItsOwnReason() {
        behaviour.e2eGate = { [verdict: 'failed', message: 'GET / answered 500'] }
        assertThatThrownBy { deliver("environments: [dev: [url: 'https://dev.example.com'], prod: [:]]") }
                .hasStackTraceContaining('GET / answered 500')
        assertThat(arguments.argoPromote).hasSize(1)
        assertThat(arguments.argoRollback*.check).containsExactly(true, null)
        assertThat(calls).doesNotContain('input')
    }

    @Test
    void aPersonChoosesWhereGoingBackIsNoMatterOfCourseAndNoAgentIsHeldMeanwhile() {
        behaviour.argoRollback = { Map given -> given.check ? [ask: true, needed: true, question: 'V7__drop.sql is in range.'] : [:] }
        behaviour.input = { [choice: 'roll-forward', approver: 'grace'] }
        assertThatThrownBy { deliver("environments: [dev: [verify: { fail 'no page' }, rollback: 'ask'], prod: [:]]") }
                .hasStackTraceContaining('no page')
        assertThat(calls).endsWith('argoPromote', 'node(', 'checkout', 'argoRollback', 'timeout 14400', 'input', 'argoRollback')
        assertThat(arguments.input[0]).containsEntry('message', 'V7__drop.sql is in range.')
        assertThat(arguments.argoRollback[1]).containsEntry('choice', 'roll-forward').containsEntry('approver', 'grace')
    }

    @Test
    void slackIsToldWhatBecameOfTheEnvironment() {
        behaviour.e2eGate = { [verdict: 'failed', message: 'GET / answered 500'] }
        behaviour.argoRollback = { Map given -> given.check ? [ask: false, needed: true] : [state: 'restored', to: '1.3.0'] }
        assertThatThrownBy { deliver("environments: [dev: [url: 'https://dev.example.com'], prod: [:]], slack: '#payments'") }.isNotNull()
        assertThat(arguments.slackNotify.last().error).isEqualTo('GET / answered 500\nRoll back dev: restored, now 1.3.0.')
        assertThat(arguments.argoRollback[1]).containsEntry('reason', 'GET / answered 500').containsEntry('aborted', false)
    }

    @Test
    void whatSomebodyStoppedIsPutBackAndNotBanned() {
        behaviour.e2eGate = { throw new InterruptedException('aborted by ada') }
        assertThatThrownBy { deliver("environments: [dev: [url: 'https://dev.example.com'], prod: [:]]") }.isNotNull()
        assertThat(arguments.argoRollback[1]).containsEntry('aborted', true).containsEntry('reason', 'the run was stopped')
    }

    @Test
    void nothingIsPutBackTwice() {
        behaviour.argoPromote = { throw new IllegalStateException('Degraded; dev is back at 1.3.0') }
        behaviour.argoRollback = { [ask: false, needed: false] }
        assertThatThrownBy { deliver("environments: [dev: [:], prod: [:]]") }.hasStackTraceContaining('dev is back at 1.3.0')
        assertThat(arguments.argoRollback*.check).containsExactly(true)
    }

    @Test
    void aSupersededRunEndsAsSuch() {
        behaviour.argoPromote = { [supersededBy: 'payments 1.4.2 (run 88)'] }
        branch = 'main'
        deliver("environments: [dev: [:], prod: [url: 'https://example.com']], slack: '#payments'")
        assertThat(calls).doesNotContain('e2eGate', 'gitFlowFinish')
        assertThat(skipped).contains('Superseded by payments 1.4.2 (run 88)')
        assertThat(binding.getVariable('currentBuild').result).isEqualTo('NOT_BUILT')
        assertThat(arguments.slackNotify.last()).containsEntry('event', 'info').containsEntry('ts', '17.1')
                .containsEntry('text', 'Superseded by payments 1.4.2 (run 88)')
    }

    @Test
    void goingBackThatFailsDoesNotHideWhy() {
        behaviour.e2eGate = { [verdict: 'failed', message: 'GET / answered 500'] }
        behaviour.argoRollback = { throw new IllegalStateException('Git is down') }
        assertThatThrownBy { deliver("environments: [dev: [url: 'https://dev.example.com'], prod: [:]]") }
                .hasStackTraceContaining('GET / answered 500')
        assertThat(calls).contains('echo Roll back dev: Git is down')
    }

    @Test
    void afterAFailedClosureNothingIsPromoted() {
        assertThatThrownBy { deliver("lint: { fail '2 of 9 failed' }, environments: [dev: [:], prod: [:]]") }
                .hasStackTraceContaining('2 of 9 failed')
        assertThat(calls).doesNotContain('argoPromote')
    }

    @Test
    void anUnstableBuildIsNotPromoted() {
        helper.registerAllowedMethod('mark', [Object]) { Object what ->
            binding.setVariable('currentBuild', [currentResult: 'UNSTABLE'])
        }
        assertThatThrownBy { deliver("environments: [dev: [:], prod: [:]]") }
                .hasStackTraceContaining('Nothing is promoted to dev: the build is UNSTABLE.')
        assertThat(calls).doesNotContain('argoPromote')
    }

    @Test
    void slackGetsOneMessageThatIsEditedAndAThread() {
        deliver("environments: [dev: [:], prod: [:]], slack: '#payments'")
        assertThat(arguments.slackNotify*.event).containsExactly('started', 'progress', 'passed')
        assertThat(arguments.slackNotify[1]).containsEntry('thread', '17.1')
        assertThat(arguments.slackNotify[2]).containsEntry('ts', '17.1')
    }

    @Test
    void theFailureMessageNamesStageAndReason() {
        behaviour.argoPromote = { throw new IllegalStateException('payments-dev is Degraded') }
        assertThatThrownBy { deliver("environments: [dev: [:], prod: [:]], slack: '#payments'") }.isNotNull()
        assertThat(arguments.slackNotify.last())
                .containsEntry('event', 'failed').containsEntry('stage', 'Deploy to dev').containsEntry('error', 'payments-dev is Degraded')
    }

    @Test
    void aWrongKeyFailsBeforeAnythingWasDone() {
        assertThatThrownBy { run("deliveryPipeline(servise: 'payments', build: { mark 'build' })") }
                .hasStackTraceContaining("did you mean 'service'?")
        assertThat(calls).isEmpty()
    }

    @Test
    void onKubernetesClosuresRunInBuildAndVerificationInE2eOfOnePodForEachBlock() {
        deliver("agent: 'kubernetes', environments: [dev: [verify: { mark 'verify' }], prod: [:]]")
        assertThat(calls).containsExactly(
                'podTemplate(yaml', 'node(', 'checkout', 'container(build', 'semverTag', 'build', 'test', ')', ')', ')',
                'promotionTurn', 'argoPromote',
                'podTemplate(yaml', 'node(', 'checkout', 'container(e2e', 'verify', 'promotionTurn', ')', ')', ')')
    }

    @Test
    void withDockerTheAgentChecksOutAndTheImageRunsTheClosures() {
        deliver("agent: [docker: [image: 'jdk:21', args: ' -v m2:/m2']], environments: [dev: [:], prod: [:]]")
        assertThat(calls).containsExactly(
                'node(', 'checkout', 'inside(jdk:21 -v m2:/m2', 'semverTag', 'build', 'test', ')', ')', 'promotionTurn', 'argoPromote', 'promotionTurn')
    }

    @Test
    void anAgentThatTheHostLacksIsRefusedBeforeAnythingIsDone() {
        host = [missing: { kind, settings -> ['The plugin kubernetes is not installed.'] }, libraryProblems: { [] }] as HostChecks
        assertThatThrownBy { deliver("agent: 'kubernetes', slack: '#payments', environments: [dev: [:], prod: [:]]") }
                .hasStackTraceContaining("agent: 'kubernetes' was refused: The plugin kubernetes is not installed.")
        assertThat(calls).isEmpty()
    }

    @Test
    void whatAStageBorrowsIsGivenBackInAnyCaseAndItsClosureFindsIt() {
        List variables = []
        helper.registerAllowedMethod('withEnv', [List, Closure]) { List names, Closure body ->
            variables.addAll(names)
            body()
        }
        record('semverTag', [directory: '/w@tmp/7'])
        String block = """[stages: [[name: 'Image', actions: [[step: 'semverTag', args: [:], as: 'login'],
            [body: 'image.build', args: [tag: '1.4.0'], env: [DOCKER_CONFIG: [from: 'login', key: 'directory'], OTHER: [from: 'none', key: 'x']]]],
            cleanup: [step: 'slackNotify', args: [event: [from: 'login', key: 'directory']]]]]]"""
        run("deliveryStages(${block}, [facts: [:], bodies: ['image.build': { mark 'image' }]])")
        assertThat(calls).containsExactly('semverTag', 'image', 'slackNotify')
        assertThat(variables*.toString()).containsExactly('DOCKER_CONFIG=/w@tmp/7', 'DELIVERY_TAG=1.4.0')
        assertThat(arguments.slackNotify[0]).containsEntry('event', '/w@tmp/7')

        behaviour.slackNotify = { throw new IllegalStateException('no disk') }
        helper.registerAllowedMethod('mark', [Object]) { Object what -> throw new IllegalStateException('no daemon') }
        assertThatThrownBy { run("deliveryStages(${block}, [facts: [:], bodies: ['image.build': { mark 'image' }]])") }
                .hasStackTraceContaining('no daemon')
        assertThat(calls.drop(3)).containsExactly('semverTag', 'slackNotify', 'echo Cleaning up failed: no disk')
    }

    @Test
    void everyEntryNamesTheContractOfTheLibrary() {
        List<Map> checks = []
        helper.registerAllowedMethod('deliveryCheck', [Map]) { Map given ->
            checks << given
            throw new IllegalStateException('too new')
        }
        assertThatThrownBy { deliver("environments: [dev: [:], prod: [:]]") }.hasStackTraceContaining('too new')
        assertThatThrownBy { run("promoteTo(environment: 'dev', config: [service: 'payments'])") }.hasStackTraceContaining('too new')
        assertThat(checks*.library).containsExactly(5, 5)
        assertThat(calls).isEmpty()
    }

    @Test
    void aPipelineOfItsOwnCanPromoteOneEnvironment() {
        run("""promoteTo(environment: 'stage', facts: [version: [version: '2.0.0', commit: 'c0ffee']], config: [
            service: 'payments', gitops: 'https://git.example.com/gitops.git',
            environments: [dev: [:], stage: [verify: { mark 'verify' }], prod: [:]]])""")
        assertThat(calls).containsExactly('promotionTurn', 'argoPromote', 'node(', 'checkout', 'verify', 'promotionTurn', ')')
        assertThat(arguments.argoPromote[0]).containsEntry('version', '2.0.0').containsEntry('env', 'stage')
    }

    @Test
    void suitesRunSideBySideAndOnlyFailedTestsRunAgain() {
        Map first = [verdict: 'undecided', rerun: [ui: ['Shop.buys', 'Shop.pays']]]
        behaviour.e2eGate = { Map given -> given.suites && given.attempt == 1 ? first : [verdict: 'passed'] }
        deliver("""environments: [dev: [url: 'https://dev.example.com', suites: [
                ui: [run: { mark 'ui' }, report: ['ui/*.xml']],
                api: [run: { fail 'script returned exit code 1' }, report: ['api/*.xml'], timeout: '5m']]], prod: [:]]""")
        assertThat(calls).containsSubsequence('argoPromote', 'e2eGate', 'node(', 'parallel ui,api', 'timeout 1800', 'ui', 'timeout 300', 'e2eGate',
                'parallel ui', 'ui', 'e2eGate', 'junit', ')')
        assertThat(calls.count { it == 'ui' }).isEqualTo(2)
        Map judged = arguments.e2eGate[1]
        assertThat(judged.suites).extracting('name', 'outcome')
                .containsExactly(tuple('ui', 'ran'), tuple('api', 'ended with: script returned exit code 1'))
        assertThat(arguments.e2eGate[2]).containsEntry('attempt', 2).containsEntry('before', [first])
        assertThat(environments.findAll { it[0].startsWith('DELIVERY_RERUN=') }*.first())
                .containsExactly('DELIVERY_RERUN=', 'DELIVERY_RERUN=', 'DELIVERY_RERUN=Shop.buys\nShop.pays')
        assertThat(arguments.junit[0]).containsEntry('testResults', 'ui/*.xml,api/*.xml').containsEntry('skipMarkingBuildUnstable', true)
    }

    static class Build {
        List<Long> clock
        String currentResult = 'SUCCESS'
        String result

        long getDuration() {
            clock.remove(0)
        }
    }

    @Test
    void aSuiteThatTakesTooLongIsToldToTheGateAndAnAbortIsNot() {
        List<Long> clock = [0L, 0L, 1_800_000L, 1_801_000L]
        binding.setVariable('currentBuild', new Build(clock: clock))
        helper.registerAllowedMethod('stop', []) { throw new InterruptedException() }
        String suites = "environments: [dev: [suites: [ui: [run: { stop() }, report: ['ui/*.xml']]]], prod: [:]]"
        deliver(suites)
        assertThat(arguments.e2eGate[0].suites[0].outcome).isEqualTo('timed out after 1800s')
        assertThat(arguments.e2eGate[0].suites[0].since).isEqualTo('1801000ms')
        clock.addAll([0L, 0L, 5_000L])
        assertThatThrownBy { deliver(suites) }.isInstanceOf(InterruptedException)
        assertThat(arguments.e2eGate).hasSize(1)
    }

    @Test
    void presetsAreShellCommandsOfOursAndWhatComesFromOutsideIsInTheirEnvironment() {
        deliver("""lint: 'go', environments: [dev: [url: 'https://dev.example.com/?a=\$(id)', suites: [
                api: [run: 'newman', file: 'api.json; id']]], prod: [:]]""")
        assertThat(arguments.sh*.label).containsExactly('go lint', 'newman suite')
        assertThat(arguments.sh*.script.join()).doesNotContain('example.com', '; id')
        assertThat(environments.flatten()).contains('DELIVERY_URL=https://dev.example.com/?a=$(id)', 'DELIVERY_FILE=api.json; id', 'DELIVERY_SUITE=api')
    }

    @Test
    void theForgeIsToldOfTheWholeAndOfEachGate() {
        behaviour.metricsWatch = { [verdict: 'failed', message: '5 of 10 answers were 500'] }
        assertThatThrownBy {
            deliver("forge: 'github', secretScan: true, environments: [dev: [watch: '10m', url: 'https://dev.example.com'], prod: [:]]")
        }.hasMessage('5 of 10 answers were 500')
        assertThat(arguments.commitStatus).extracting('context', 'state').containsExactly(
                tuple('release/gate', 'pending'),
                tuple('delivery/secrets', 'pending'), tuple('delivery/secrets', 'success'),
                tuple('delivery/build', 'pending'), tuple('delivery/build', 'success'),
                tuple('delivery/test', 'pending'), tuple('delivery/test', 'success'),
                tuple('delivery/verify-dev', 'pending'), tuple('delivery/verify-dev', 'success'),
                tuple('delivery/watch-dev', 'pending'), tuple('delivery/watch-dev', 'failure'),
                tuple('release/gate', 'failure'))
        assertThat(arguments.commitStatus.last().description).isEqualTo('Watch dev failed: 5 of 10 answers were 500')
        assertThat(arguments.pullRequestComment[0]).containsEntry('event', 'failed').containsEntry('error', '5 of 10 answers were 500')
        assertThat(calls).containsSubsequence('metricsWatch', 'argoRollback', 'argoRollback')
    }

    @Test
    void anEnvironmentOutOfReachIsNoReasonToGoBackAndAFailedTestIs() {
        String settings = "environments: [dev: [url: 'https://dev.example.com'], prod: [:]], slack: '#payments'"
        behaviour.e2eGate = { [verdict: 'errored', message: 'Gate Verify dev could not test dev: no connection.'] }
        assertThatThrownBy { deliver(settings) }.hasMessage('Gate Verify dev could not test dev: no connection.')
        assertThat(calls).doesNotContain('argoRollback')
        assertThat(arguments.slackNotify.last().error).endsWith('Roll back dev: not done, as nothing has shown that the version is bad.')
        behaviour.e2eGate = { [verdict: 'failed', message: 'Gate Verify dev failed: GET / answered 500.', advice: 'Correct the software.'] }
        assertThatThrownBy { deliver(settings) }.hasMessage('Gate Verify dev failed: GET / answered 500.\nCorrect the software.')
        assertThat(calls).containsSubsequence('argoRollback', 'argoRollback')
        assertThat(arguments.e2eGate[0]).containsEntry('onFail', 'tell')
    }

    @Test
    void whereAPersonIsAskedThatOneDecidesInDoubtAsWellAndWithoutAnAnswerNothingIsDone() {
        String settings = "environments: [dev: [url: 'https://dev.example.com', rollback: 'ask'], prod: [:]], slack: '#payments'"
        behaviour.e2eGate = { [verdict: 'errored', message: 'no connection'] }
        behaviour.argoRollback = { Map given -> given.check ? [ask: true, needed: true, question: 'Back to 1.3.0?'] :
                [state: 'kept', choice: given.choice, from: '1.4.0', to: '1.3.0'] }
        behaviour.input = { [choice: 'keep', approver: 'grace'] }
        assertThatThrownBy { deliver(settings) }.hasMessage('no connection')
        assertThat(arguments.argoRollback*.aborted).containsExactly(true, true)
        assertThat(arguments.argoRollback[1]).containsEntry('choice', 'keep').containsEntry('approver', 'grace')
                .containsEntry('reason', 'no gate could decide')
        assertThat(arguments.slackNotify.last().error).isEqualTo('no connection\nRoll back dev: grace chose keep, 1.4.0 stays.')
        arguments.clear()
        behaviour.input = { throw new InterruptedException('Rejected by grace') }
        assertThatThrownBy { deliver(settings) }.hasMessage('no connection')
        assertThat(arguments.argoRollback*.check).containsExactly(true)
        assertThat(arguments.slackNotify.last().error)
                .isEqualTo('no connection\nRoll back dev: nobody chose, so nothing was put back: Rejected by grace')
    }

    @Test
    void aGateThatBreaksOffHasShownNothingOfTheVersion() {
        behaviour.e2eGate = { throw new IllegalStateException('entry 2 has no owner') }
        ['fail', 'warn'].each { String mode ->
            assertThatThrownBy { deliver("environments: [dev: [url: 'https://dev.example.com', onFail: '${mode}'], prod: [:]]") }
                    .hasStackTraceContaining('entry 2 has no owner')
        }
        behaviour.e2eGate = { [verdict: 'passed'] }
        behaviour.metricsWatch = { [verdict: 'errored', message: 'Prometheus is out of reach'] }
        assertThatThrownBy { deliver("environments: [dev: [watch: '5m', url: 'https://dev.example.com'], prod: [:]]") }
                .hasMessage('Prometheus is out of reach')
        assertThat(calls).doesNotContain('argoRollback')
    }

    @Test
    void aWatchThatSawNothingGoesNotBackAndOneThatSawABreachDoes() {
        String settings = "environments: [dev: [url: 'https://dev.example.com', watch: [duration: '5m', grafana: 'https://g.example.com/d/1']], prod: [:]], slack: '#payments', forge: 'github'"
        behaviour.metricsWatch = { [verdict: 'errored', url: 'https://g.example.com/d/1?to=7', message: 'Watch dev of payments could not decide: errors had no data.', advice: 'Watch again. See https://g.example.com/d/1'] }
        assertThatThrownBy { deliver(settings) }.hasMessage('Watch dev of payments could not decide: errors had no data.\nWatch again. See https://g.example.com/d/1')
        assertThat(calls).doesNotContain('argoRollback')
        assertThat(arguments.slackNotify.last().error).contains('had no data.', 'https://g.example.com/d/1')
                .endsWith('Roll back dev: not done, as nothing has shown that the version is bad.')
        assertThat(arguments.commitStatus.findAll { it.context == 'delivery/watch-dev' }.last().state).isEqualTo('error')
        assertThat(arguments.slackNotify.last().fields).isEqualTo(['Dashboard of dev': 'https://g.example.com/d/1?to=7'])
        assertThat(arguments.slackNotify.first()).doesNotContainKey('fields')
        behaviour.metricsWatch = { [verdict: 'failed', message: 'Watch dev of payments failed: errors was 0.2.', advice: 'Look at it. See https://g.example.com/d/1'] }
        assertThatThrownBy { deliver(settings) }.hasMessage('Watch dev of payments failed: errors was 0.2.\nLook at it. See https://g.example.com/d/1')
        assertThat(calls).containsSubsequence('argoRollback', 'argoRollback')
        assertThat(arguments.slackNotify.last().error).contains('https://g.example.com/d/1')
        assertThat(arguments.metricsWatch[0]).containsEntry('onFail', 'tell')
    }

    @Test
    void aGateThatOnlyWarnsLetsTheDeliveryGoOn() {
        behaviour.e2eGate = { [verdict: 'failed', message: 'GET / answered 500'] }
        deliver("environments: [dev: [url: 'https://dev.example.com', onFail: 'warn'], prod: [:]]")
        assertThat(arguments.e2eGate[0]).containsEntry('onFail', 'warn')
        assertThat(calls).doesNotContain('argoRollback')
    }

    @Test
    void aForgeThatRefusesStatusesStopsNeitherTheDeliveryNorTheWayBack() {
        behaviour.commitStatus = { throw new IllegalStateException('source is required') }
        behaviour.metricsWatch = { [verdict: 'failed', message: '5 of 10 answers were 500'] }
        assertThatThrownBy {
            deliver("forge: 'github', environments: [dev: [watch: '10m', url: 'https://dev.example.com'], prod: [:]]")
        }.hasMessage('5 of 10 answers were 500')
        assertThat(calls).contains('echo Telling the forge failed: source is required').containsSubsequence('metricsWatch', 'argoRollback', 'argoRollback')
    }
}
