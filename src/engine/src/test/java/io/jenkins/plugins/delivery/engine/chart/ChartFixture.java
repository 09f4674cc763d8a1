package io.jenkins.plugins.delivery.engine.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small chart in a directory of a test. */
final class ChartFixture {

    static final String CHART = """
            apiVersion: v2
            # The service's own chart.
            name: payments
            description: Payments service
            icon: https://example.org/icon.png
            version: 0.0.0   # written by the pipeline
            appVersion: "0.0.0"
            """;

    static final String VALUES = """
            # Defaults of every environment.
            image:
              repository: example.org/shop/payments   # registry and path
              tag: "0.0.0"
            replicas: 1
            host: ""
            """;

    static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{ .Release.Name }}
            spec:
              replicas: {{ .Values.replicas }}
              selector:
                matchLabels: {app: payments}
              template:
                metadata:
                  labels: {app: payments}
                spec:
                  containers:
                    - name: payments
                      image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
            """;

    private ChartFixture() {}

    /** Writes the chart with values for dev and prod, and returns its directory. */
    static Path write(Path directory) {
        file(directory, "Chart.yaml", CHART);
        file(directory, "values.yaml", VALUES);
        file(directory, "values-dev.yaml", "host: dev.example.org\n");
        file(directory, "values-prod.yaml", "host: example.org\nreplicas: 3\n");
        file(directory, "templates/deployment.yaml", DEPLOYMENT);
        return directory;
    }

    static Path file(Path directory, String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
