package io.jenkins.plugins.delivery.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.delivery.engine.git.Tool;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer of two gigabytes goes through a process whose heap has 48 megabytes, straight from the archive. */
class LargeImageTest {

    private static final long LAYER = 2_000_000_000L;

    @TempDir
    Path workDir;

    private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    private final AtomicLong received = new AtomicLong();

    @Test
    void twoGigabytesNeedNoHeap() throws Exception {
        write(workDir.resolve("image.tar"));
        HttpServer sink =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        sink.createContext("/", this::serve);
        sink.start();
        try {
            Tool.Ended ended = Tool.end(
                    workDir,
                    Map.of(),
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx48m",
                    "-XX:MaxDirectMemorySize=16m",
                    "-cp",
                    classPath(),
                    PushInSmallHeap.class.getName(),
                    "127.0.0.1:" + sink.getAddress().getPort() + "/shop/large",
                    workDir.toString());

            assertThat(ended.code()).as(ended.output()).isZero();
            assertThat(received.get()).isGreaterThan(LAYER);
            assertThat(manifests).containsKey("/v2/shop/large/manifests/1.4.0");
        } finally {
            sink.stop(0);
        }
    }

    /** Of this process, for another directory. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** An OCI archive whose layer is a hole in the file. */
    private static void write(Path archive) throws IOException {
        try (RandomAccessFile tar = new RandomAccessFile(archive.toFile(), "rw")) {
            header(tar, "layer", LAYER);
            long start = tar.getFilePointer();
            tar.setLength(start + LAYER);
            String layer = BlobContent.of(archive, start, LAYER).digest();
            tar.seek(0);
            header(tar, "blobs/sha256/" + layer.substring(7), LAYER);
            tar.seek((start + LAYER + 511) / 512 * 512);
            String config = blob(tar, "{\"architecture\":\"amd64\",\"os\":\"linux\"}");
            String manifest =
                    "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.example.config.v1+json\","
                            + "\"digest\":\"" + config + "\",\"size\":37},\"layers\":[{\"mediaType\":"
                            + "\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"" + layer + "\",\"size\":"
                            + LAYER + "}]}";
            String digest = blob(tar, manifest);
            file(tar, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
            file(
                    tar,
                    "index.json",
                    "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"" + LayoutFixture.MANIFEST
                            + "\",\"digest\":\"" + digest + "\",\"size\":" + manifest.length() + "}]}");
        }
    }

    private static String blob(RandomAccessFile tar, String text) throws IOException {
        String digest = Digest.of(text.getBytes(StandardCharsets.UTF_8));
        file(tar, "blobs/sha256/" + digest.substring(7), text);
        return digest;
    }

    private static void file(RandomAccessFile tar, String name, String text) throws IOException {
        header(tar, name, text.length());
        tar.write(text.getBytes(StandardCharsets.UTF_8));
        tar.seek((tar.getFilePointer() + 511) / 512 * 512);
        tar.setLength(tar.getFilePointer());
    }

    private static void header(RandomAccessFile tar, String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        tar.write(header);
    }

    /** Takes everything and keeps manifests only. */
    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean manifest = path.contains("/manifests/");
        int status =
                switch (exchange.getRequestMethod()) {
                    case "POST", "PATCH" -> 202;
                    case "PUT" -> 201;
                    default -> manifests.containsKey(path) ? 200 : 404;
                };
        byte[] answer = status == 200 ? manifests.get(path) : new byte[0];
        try (InputStream body = exchange.getRequestBody()) {
            if (manifest && status == 201) {
                manifests.put(path, body.readAllBytes());
            } else {
                byte[] buffer = new byte[64 * 1024];
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    received.addAndGet(read);
                }
            }
        }
        if (status == 202) {
            exchange.getResponseHeaders().set("Location", "/v2/shop/large/blobs/uploads/1");
        }
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        if (answer.length > 0) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }
}
