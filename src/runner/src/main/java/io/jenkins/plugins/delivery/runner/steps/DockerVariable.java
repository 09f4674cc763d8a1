package io.jenkins.plugins.delivery.runner.steps;

import groovy.lang.Closure;
import io.jenkins.plugins.delivery.runner.host.PendingCall;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The variable {@code docker}. Its methods suspend the script like steps do; {@link DockerSteps} performs them.
 */
public final class DockerVariable {

    DockerVariable() {}

    /** An image to run in, or one to push. */
    public Image image(String name) {
        return new Image(name);
    }

    public Object build(String name) {
        return build(name, ".");
    }

    /** @param arguments what stands behind {@code docker build -t name}, separated by spaces */
    public Object build(String name, String arguments) {
        return call("build", "dockerBuild", Map.of("name", name, "args", arguments), null);
    }

    public Object withRegistry(String url, Closure<?> body) {
        return withRegistry(url, null, body);
    }

    public Object withRegistry(String url, String credentialsId, Closure<?> body) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("url", url);
        arguments.put("credentialsId", credentialsId);
        return call("withRegistry", "dockerRegistry", arguments, body);
    }

    public Object withServer(String uri, Closure<?> body) {
        return call("withServer", "dockerServer", Map.of("uri", uri), body);
    }

    private static Object call(String method, String step, Map<String, Object> arguments, Closure<?> body) {
        Object[] all = body == null ? new Object[] {arguments} : new Object[] {arguments, body};
        return com.cloudbees.groovy.cps.Continuable.suspend(method, new PendingCall(step, all));
    }

    /** An image by name. */
    public static final class Image {

        private final String id;

        Image(String id) {
            this.id = id;
        }

        public String getId() {
            return id;
        }

        public String imageName() {
            return id;
        }

        public Object inside(Closure<?> body) {
            return inside("", body);
        }

        /** Runs the block on this machine: the runner starts no containers. */
        public Object inside(String arguments, Closure<?> body) {
            return call("inside", "dockerInside", Map.of("name", id), body);
        }

        public Object withRun(Closure<?> body) {
            return withRun("", body);
        }

        public Object withRun(String arguments, Closure<?> body) {
            return call("withRun", "dockerRun", Map.of("name", id), null);
        }

        public Object run() {
            return call("run", "dockerRun", Map.of("name", id), null);
        }

        public Object pull() {
            return call("pull", "dockerPull", Map.of("name", id), null);
        }

        public Object push() {
            return call("push", "dockerPush", Map.of("name", id), null);
        }

        /** Tags and pushes. */
        public Object push(String tag) {
            return call("push", "dockerPush", Map.of("name", id, "tag", tag), null);
        }

        public Object tag() {
            return tag("latest");
        }

        public Object tag(String tag) {
            return call("tag", "dockerTag", Map.of("name", id, "tag", tag), null);
        }
    }
}
