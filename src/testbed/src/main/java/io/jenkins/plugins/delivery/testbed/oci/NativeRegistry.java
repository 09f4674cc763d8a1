package io.jenkins.plugins.delivery.testbed.oci;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.NativeLibrary;
import com.marcnuri.helm.jni.RepoServerOptions;
import com.marcnuri.helm.jni.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import sun.misc.Signal;

/** The registry (CNCF distribution) that the native library of helm-java carries. Loading the library takes about half a second, once. */
final class NativeRegistry {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private NativeRegistry() {}

    private static final class Holder {
        static final HelmLib LIBRARY = NativeLibrary.getInstance().load();
    }

    /** Starts a registry with its storage in memory and returns its address, {@code localhost:port}. */
    static String start(String user, String password) {
        String address =
                result("start", Holder.LIBRARY.RepoOciServerStart(new RepoServerOptions(null, user, password)));
        awaitAnswer(URI.create("http://" + address + "/v2/"));
        giveSignalsBack();
        return address;
    }

    /** The registry takes the signals in a thread of its own, before it serves: who gives them back earlier may lose them again. */
    private static void awaitAnswer(URI url) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                http.send(request, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new OciRegistryException("The OCI registry does not answer: " + e.getMessage());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OciRegistryException("interrupted while the OCI registry started");
            }
        }
    }

    /**
     * Go's runtime takes the signals that end a process and lets nothing happen on them; here they end the JVM again, through its
     * shutdown hooks.
     */
    private static void giveSignalsBack() {
        for (String name : new String[] {"INT", "TERM"}) {
            Signal.handle(new Signal(name), signal -> Runtime.getRuntime().exit(128 + signal.getNumber()));
        }
    }

    private static String result(String what, Result result) {
        try {
            if (result.err != null && !result.err.isBlank()) {
                throw new OciRegistryException("The OCI registry could not " + what + ": " + result.err);
            }
            return result.out;
        } finally {
            Holder.LIBRARY.Free(result);
        }
    }
}
