package io.jenkins.plugins.delivery.engine.image.oci;

import io.jenkins.plugins.delivery.engine.http.HttpCalls;
import io.jenkins.plugins.delivery.engine.image.BlobContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** The body of an upload, read as it is sent. It counts, and it ends a request in which nothing moves any more. */
final class UploadBody {

    /** How often the counter is looked at. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** What storage takes in, in bytes a second, at the least: for the time between the last byte and the answer. */
    private static final long SLOWEST_STORAGE = 4 * 1000 * 1000;

    private final BlobContent content;
    private final long offset;
    private final LongConsumer listener;
    private final AtomicLong sent = new AtomicLong();

    /** @param listener is told the offset of what was handed over, by the thread that waits for the answer */
    UploadBody(BlobContent content, long offset, LongConsumer listener) {
        this.content = content;
        this.offset = offset;
        this.listener = listener;
    }

    /** May be sent more than once; counts from the beginning each time. */
    BodyPublisher publisher() {
        if (offset == content.size()) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), content.size() - offset);
    }

    private InputStream open() {
        sent.set(0);
        try {
            return new FilterInputStream(content.open(offset)) {
                @Override
                public int read(byte[] buffer, int from, int length) throws IOException {
                    int read = super.read(buffer, from, length);
                    sent.addAndGet(Math.max(0, read));
                    return read;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits as long as bytes move, and for the answer as long as storage may need to take in everything.
     *
     * @param silence how long nothing may move
     */
    HttpCalls.Patience patience(Duration silence) {
        return new HttpCalls.Patience() {
            private long seen = -1;
            private long since = System.nanoTime();

            @Override
            public Optional<Duration> next() {
                long now = sent.get();
                if (now != seen) {
                    seen = now;
                    since = System.nanoTime();
                    listener.accept(offset + now);
                }
                boolean whole = offset + now == content.size();
                Duration limit = whole ? silence.plusSeconds(content.size() / SLOWEST_STORAGE) : silence;
                long left = limit.toNanos() - (System.nanoTime() - since);
                return left <= 0
                        ? Optional.empty()
                        : Optional.of(LOOK.toNanos() < left ? LOOK : Duration.ofNanos(left));
            }
        };
    }
}
