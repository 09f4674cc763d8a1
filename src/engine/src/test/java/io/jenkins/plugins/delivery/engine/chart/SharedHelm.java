package io.jenkins.plugins.delivery.engine.chart;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.chart.helm.ForkedHelm;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;

/** One session with the embedded Helm for a whole test class, because each costs the start of a JVM. */
final class SharedHelm implements AutoCloseable {

    private final Helm session;

    SharedHelm() throws InterruptedException {
        session = ForkedHelm.sessions()
                .open(
                        HelmChoice.parse("embedded"),
                        EngineContext.in(Path.of(".")).build());
    }

    Helm session() {
        return session;
    }

    /** Gives out this session, which stays open when it is closed. */
    Helm.Sessions sessions() {
        Helm kept = (Helm) Proxy.newProxyInstance(
                Helm.class.getClassLoader(), new Class<?>[] {Helm.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(session, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (choice, context) -> kept;
    }

    @Override
    public void close() {
        session.close();
    }
}
