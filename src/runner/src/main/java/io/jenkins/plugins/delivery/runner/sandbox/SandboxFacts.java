package io.jenkins.plugins.delivery.runner.sandbox;

import io.jenkins.plugins.delivery.engine.Credential;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a program beside the sandbox has to know of its servers. Names are those of environment variables. */
public final class SandboxFacts {

    private static final String PREFIX = "SANDBOX_";

    private final SandboxServers servers;

    SandboxFacts(SandboxServers servers) {
        this.servers = servers;
    }

    /** Addresses: nothing secret. */
    public Map<String, String> addresses() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(PREFIX + "GIT_URL", servers.git().url(SandboxServers.SERVICE_REPOSITORY));
        facts.put(PREFIX + "GITOPS_URL", servers.addresses().gitops());
        facts.put(PREFIX + "REGISTRY", servers.addresses().registry());
        facts.put(PREFIX + "ECR_URL", servers.addresses().ecr());
        facts.put(PREFIX + "ARGO_URL", servers.addresses().argo());
        facts.put(PREFIX + "SLACK_URL", servers.addresses().slack());
        return facts;
    }

    /** Users and secrets of the servers. */
    public Map<String, String> credentials() {
        Map<String, String> facts = new LinkedHashMap<>();
        pair(facts, "GIT", SandboxSecrets.GIT);
        pair(facts, "AWS", SandboxSecrets.AWS);
        facts.put(PREFIX + "ARGO_TOKEN", own(SandboxSecrets.ARGO).secret());
        facts.put(PREFIX + "SLACK_TOKEN", own(SandboxSecrets.SLACK).secret());
        return facts;
    }

    /** A password made up for an account of a program beside the sandbox, the same at every call. */
    public String password(String account) {
        return servers.secrets().find("account-" + account).orElseThrow().secret();
    }

    private void pair(Map<String, String> facts, String name, String id) {
        facts.put(PREFIX + name + "_USER", own(id).username());
        facts.put(PREFIX + name + "_PASSWORD", own(id).secret());
    }

    private Credential own(String id) {
        return servers.secrets().own(id);
    }
}
