package io.jenkins.plugins.delivery.runner.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The smallest pipeline with everything: trunk flow, so that one run goes through all environments, and no build. */
final class TrunkPipeline {

    /** What the main branch of the sample service is. */
    static final String VERSION = "1.3.0";

    /** What the environments name before the first promotion. */
    static final String BEFORE = "0.0.0";

    /** No arguments beside the usual ones. */
    static final String PLAIN = "";

    private TrunkPipeline() {}

    /** The Jenkinsfile; an argument that is given here replaces the usual one. */
    static String script(String more) {
        return "deliveryPipeline(service: 'payments', flow: 'trunk', gitops: 'https://git.example.com/gitops.git',"
                + " slack: '#payments',\n"
                + more
                + (more.contains("argo:")
                        ? ""
                        : " argo: [url: 'https://argocd.example.com', timeout: '30s', stableFor: '0s'],")
                + (more.contains("environments:")
                        ? " agent: '')"
                        : " environments: [dev: [url: 'https://dev.example.com', ready: '/health'],"
                                + " stage: [url: 'https://stage.example.com', ready: '/health'],"
                                + " prod: [url: 'https://example.com', ready: '/health', approval: true]])");
    }

    /** Dev is told more, the other environments as little as can be. */
    static String devIs(String more) {
        return "environments: [dev: [url: 'https://dev.example.com', ready: '/health', " + more
                + "], stage: [:], prod: [:]],";
    }

    static Path write(Path folder, String script) {
        try {
            return Files.writeString(folder.resolve("Jenkinsfile"), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Environment name to the tag that its file names now. */
    static Map<String, String> tags(SandboxRun run) {
        return Stream.of("dev", "stage", "prod").collect(Collectors.toMap(name -> name, name -> run.gitops()
                .file("environments/" + name + "/payments/values.yaml")
                .replaceAll("(?s).*tag: \"([^\"]*)\".*", "$1")));
    }
}
