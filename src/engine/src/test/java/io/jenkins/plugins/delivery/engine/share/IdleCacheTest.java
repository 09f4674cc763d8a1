package io.jenkins.plugins.delivery.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.Credential;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is kept, for how long, and under which keys. */
class IdleCacheTest {

    private static final Duration IDLE = Duration.ofHours(1);

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> ended = new ArrayList<>();
    private final IdleCache<String> cache = new IdleCache<>(IDLE, 2, ended::add, nanos::get);
    private int made;

    private IdleCache.Lease<String> lease(String key) {
        return cache.lease(key, () -> key + " " + ++made);
    }

    @Test
    void equalKeysShareAThing() {
        try (IdleCache.Lease<String> one = lease("a");
                IdleCache.Lease<String> other = lease("a")) {
            assertThat(one.value()).isEqualTo("a 1").isEqualTo(other.value());
        }
        assertThat(ended).isEmpty();
    }

    @Test
    void endsWhatWasNotUsedForLong() {
        lease("a").close();
        nanos.addAndGet(IDLE.toNanos() - 1);
        cache.sweep();
        assertThat(ended).isEmpty();

        nanos.incrementAndGet();
        cache.sweep();

        assertThat(ended).containsExactly("a 1");
        assertThat(cache.size()).isZero();
        assertThat(lease("a").value()).isEqualTo("a 2");
    }

    @Test
    void neverEndsWhatIsInUse() {
        IdleCache.Lease<String> first = lease("a");
        IdleCache.Lease<String> second = lease("a");
        first.close();
        first.close();
        lease("b").close();
        lease("c").close();
        lease("d").close();
        nanos.addAndGet(2 * IDLE.toNanos());
        cache.sweep();
        assertThat(ended).doesNotContain("a 1").hasSize(3);

        second.close();
        nanos.addAndGet(IDLE.toNanos());
        cache.sweep();

        assertThat(ended).contains("a 1");
    }

    @Test
    void keepsNoMoreThanItMay() {
        lease("a").close();
        lease("b").close();
        lease("a").close();
        lease("c").close();

        assertThat(ended).containsExactly("b 2");
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void keepsNothingThatCouldNotBeMade() {
        assertThatThrownBy(() -> cache.lease("a", () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(cache.size()).isZero();
        assertThat(lease("a").value()).isEqualTo("a 1");
    }

    @Test
    void fingerprintsTellValuesApartAndShowNone() {
        Optional<Credential> old = Optional.of(Credential.usernamePassword("id", "ci", "s3cret"));
        Optional<Credential> same = Optional.of(Credential.usernamePassword("another id", "ci", "s3cret"));
        Optional<Credential> changed = Optional.of(Credential.usernamePassword("id", "ci", "s3cret2"));
        Optional<Credential> token = Optional.of(Credential.token("id", "s3cret"));

        assertThat(Fingerprint.of(old, "a"))
                .isEqualTo(Fingerprint.of(same, "a"))
                .doesNotContain("s3cret");
        assertThat(List.of(
                        Fingerprint.of(old, "a"),
                        Fingerprint.of(changed, "a"),
                        Fingerprint.of(token, "a"),
                        Fingerprint.of(Optional.empty(), "a"),
                        Fingerprint.of(old, "b"),
                        Fingerprint.of(old, "a", null),
                        Fingerprint.of(old, null, "a"),
                        Fingerprint.of(old, "a", ""),
                        Fingerprint.of(old, "", "a")))
                .doesNotHaveDuplicates();
    }
}
