package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.catalog.OperationCatalog;
import io.jenkins.plugins.delivery.engine.flow.DeliveryConfig;
import io.jenkins.plugins.delivery.engine.flow.Environment;
import io.jenkins.plugins.delivery.runner.model.SlackMessage;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A whole delivery landscape on the loopback address: Git server, image registry, ECR, Argo CD, Slack and an application in each
 * environment. Takes the service the way that its flow prescribes: in Git-Flow develop, then a release branch, then main.
 */
public final class Sandbox implements RunSetup {

    /** Brings up the surroundings of a sandbox run: {@link Sandbox#open}, or something around it that looks on. */
    @FunctionalInterface
    public interface Opener {
        /** @throws io.jenkins.plugins.delivery.engine.InvalidInputException when the configuration has problems */
        RunSetup open(SandboxOptions options) throws InterruptedException;
    }

    private static final String NOTHING_BEFORE = "0.0.0";

    /** Rollouts of the sandbox take seconds, so nobody of this process waits longer for them. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SandboxOptions options;
    private final DeliveryConfig config;
    private final Path root;
    private final SandboxServers servers;
    private final Deque<Supplier<Leg>> legs = new ArrayDeque<>();
    private GitFlowRoute route;
    private RepositoryBuilder work;
    private SandboxCluster cluster;
    private SandboxTeam team;
    private boolean closed;

    private Sandbox(SandboxOptions options, DeliveryConfig config) {
        this.options = options;
        this.config = config;
        try {
            this.root = Files.createTempDirectory("delivery-sandbox");
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox needs a temporary directory", e);
        }
        this.servers = new SandboxServers(root, channel());
        try {
            prepareService();
            prepareEnvironments();
            planLegs();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a sandbox for a Jenkinsfile.
     *
     * @throws io.jenkins.plugins.delivery.engine.InvalidInputException when its configuration has problems; nothing was started
     */
    public static Sandbox open(SandboxOptions options) {
        Map<String, Object> given = options.config().isEmpty() ? Map.of("service", "service") : options.config();
        // The sandbox supplies the remotes, so a Jenkinsfile that leaves them to the organisation is complete here.
        Map<String, Object> remotes = Map.of("gitops", Map.of("url", "http://127.0.0.1/gitops.git"));
        return new Sandbox(options, DeliveryConfig.of(options.defaults(), given, remotes, OperationCatalog.GATES));
    }

    private String channel() {
        Object channel = config.section("slack").getOrDefault("channel", "#delivery");
        return String.valueOf(channel);
    }

    private void prepareService() {
        String url = servers.git().url(SandboxServers.SERVICE_REPOSITORY);
        Path bare = servers.git().repositoryDirectory(SandboxServers.SERVICE_REPOSITORY);
        if (options.source().repository() == null) {
            ServiceRepository.createSample(url, servers.access(), root.resolve("sample"), jenkinsfile());
        } else {
            String main = String.valueOf(config.section("branches").get("main"));
            ServiceRepository.copy(options.source().repository(), bare, main);
            if (options.source().branch() != null) {
                ServiceRepository.ensureBranch(bare, options.source().branch());
            }
        }
        work = RepositoryBuilder.cloneOf(url, root.resolve("work"), servers.access());
        route = new GitFlowRoute(work, url, servers.access(), config.section("branches"));
        team = new SandboxTeam(
                route,
                config.section("branches"),
                () -> plan(Map.of("branch", route.develop())),
                options.source().repository() == null);
    }

    private String jenkinsfile() {
        try {
            return Files.readString(options.jenkinsfile());
        } catch (IOException e) {
            throw new UncheckedIOException(options.jenkinsfile() + " cannot be read", e);
        }
    }

    private void prepareEnvironments() {
        List<Map<String, Object>> files = new ArrayList<>();
        String before = NOTHING_BEFORE;
        for (Environment environment : config.environments()) {
            Map<String, Object> plan = plan(Map.of("branch", route.main(), "environment", environment.name()));
            before = String.valueOf(plan.getOrDefault("previous", releasedSample(plan)));
            ((List<?>) plan.get("files")).forEach(file -> files.add(typed(file)));
        }
        SandboxGitOps.fill(
                servers.addresses().gitops(), servers.access(), root.resolve("desired-state"), files, before);
        cluster = new SandboxCluster(servers, config.service(), files);
    }

    /** What the sample's environments run before its next release goes through all of them. */
    private Object releasedSample(Map<String, Object> plan) {
        boolean sampleJourney = options.source().repository() == null
                && options.source().branch() == null
                && config.text("flow").equals("git-flow");
        return sampleJourney ? plan.get("version") : NOTHING_BEFORE;
    }

    private void planLegs() {
        RunSetup.Source source = options.source();
        if (source.branch() != null
                || source.changeId() != null
                || config.environments().isEmpty()) {
            legs.add(() -> leg(Optional.ofNullable(source.branch()).orElseGet(route::main), false, ""));
        } else if (config.text("flow").equals("trunk")) {
            legs.add(() -> leg(route.main(), true, ""));
        } else {
            legs.add(this::develop);
            legs.add(this::release);
            legs.add(this::main);
        }
    }

    /** Runs these branches instead of those of a release; each is asked for when its turn comes. */
    void take(List<Supplier<String>> branches) {
        legs.clear();
        branches.forEach(branch -> legs.add(() -> leg(branch.get(), true, "")));
    }

    private Leg develop() {
        route.ensureDevelop();
        return leg(route.develop(), true, "");
    }

    private Leg release() {
        return leg(team.cutRelease(), true, "");
    }

    private Leg main() {
        team.finishRelease();
        return leg(route.main(), true, "");
    }

    private Leg leg(String branch, boolean wholeWay, String epilogue) {
        Map<String, Object> override = layers().override(options.config(), cluster.urls(), wholeWay);
        HostSettings settings =
                new HostSettings(servers.secrets(), options.defaults(), override, layers().stepArguments(), Map.of());
        // The clone and not the bare repository: its origin is the server, so that fetches and tags go over HTTP as in
        // production.
        Source source = new Source(
                work.directory(),
                branch,
                options.source().changeId(),
                options.source().changeTarget());
        return new Leg(source, settings, new SandboxMessages(servers.slack())::read, epilogue);
    }

    private SandboxLayers layers() {
        return layers(PATIENCE);
    }

    private SandboxLayers layers(Duration patience) {
        return new SandboxLayers(servers.addresses(), patience);
    }

    /** Plans on the sandbox's own clone, without effects. */
    private Map<String, Object> plan(Map<String, Object> arguments) {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.put("config", options.config().isEmpty() ? Map.of("service", config.service()) : options.config());
        all.put("defaults", options.defaults());
        all.put("override", layers().override(options.config(), Map.of(), true));
        EngineContext context = EngineContext.in(work.directory())
                .secrets(servers.secrets())
                .dryRun(true)
                .build();
        try {
            return OperationCatalog.named("deliveryPlan").run(all, context).toMap();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while planning in the sandbox", e);
        }
    }

    /**
     * What is to be laid over the Jenkinsfile's configuration so that a run outside this process uses the sandbox's servers.
     *
     * @param patience the longest that a promotion may wait; restarts of who waits take their time as well
     */
    public Map<String, Object> override(Duration patience) {
        return layers(patience).override(options.config(), cluster.urls(), true);
    }

    /** Everything that a program beside the sandbox has to know to use its servers, secrets included. */
    public SandboxFacts facts() {
        return new SandboxFacts(servers);
    }

    /** The people of the service. */
    public SandboxTeam team() {
        return team;
    }

    /** Clears the stage for what is done in Slack from now on. */
    public Supplier<List<SlackMessage>> messages() {
        return new SandboxMessages(servers.slack())::read;
    }

    SandboxServers servers() {
        return servers;
    }

    /** The environments. */
    public SandboxCluster cluster() {
        return cluster;
    }

    @Override
    public String title() {
        return config.service() + " in the sandbox";
    }

    @Override
    public Optional<Leg> next() {
        return Optional.ofNullable(legs.poll()).map(Supplier::get);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (servers) {
            if (cluster != null) {
                cluster.close();
            }
            if (work != null) {
                work.close();
            }
        }
        delete(root);
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox's directory " + directory + " cannot be removed", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> typed(Object map) {
        return (Map<String, Object>) map;
    }
}
