package io.jenkins.plugins.delivery.runner.sandbox;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a sandbox is made for.
 *
 * @param jenkinsfile the Jenkinsfile
 * @param config the configuration that it gives to deliveryPipeline, closures as true; empty when it calls steps by itself
 * @param defaults the organisation's layer below it
 * @param source the user's own checkout and what to build of it; a null repository stands for the sample service, a null branch
 *     for the whole way from develop to main
 */
public record SandboxOptions(
        Path jenkinsfile, Map<String, Object> config, Map<String, Object> defaults, RunSetup.Source source) {}
