package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.Ticket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the wait for a scan remembers, as plain values: the request, the allow list (the workspace may be gone later), which digests its
 * tags named, and how many reads in a row agreed. Never findings, which are many.
 */
final class ScanTicket {

    private static final String REQUEST = "request";
    private static final String ALLOWED = "allowed";
    private static final String IMAGE = "image";
    private static final String BUSY = "busy";

    /** What an image is compared for. */
    enum Role {
        /** Findings that it has too do not fail. */
        BASELINE("baseline"),
        /** Runs in the environment that is promoted to. */
        RUNNING("compareWith");

        private final String key;

        Role(String key) {
            this.key = key;
        }
    }

    private ScanTicket() {}

    static Map<String, Object> state(EcrScanRequest request, AllowList allowList) {
        Map<String, Object> state = new LinkedHashMap<>();
        Map<String, Object> asked = new LinkedHashMap<>(RequestBinder.unbind(request));
        // Saved below, in the form that they were understood in.
        asked.remove("accepted");
        state.put(REQUEST, asked);
        state.put(
                ALLOWED,
                allowList.entries().stream().map(AllowList.Entry::toMap).toList());
        return state;
    }

    static EcrScanRequest request(Ticket ticket) {
        return RequestBinder.bind("ecrScan", EcrScanRequest.class, (Map<String, ?>) map(ticket, REQUEST));
    }

    static AllowList allowList(Ticket ticket) {
        return AllowListFile.of("in the saved state", ticket.state().get(ALLOWED));
    }

    /** The image that is scanned; empty until its digest is known. */
    static Optional<WatchedImage> image(Ticket ticket) {
        return Optional.ofNullable(map(ticket, IMAGE)).map(WatchedImage::of);
    }

    static Ticket with(Ticket ticket, WatchedImage image) {
        return ticket.with(IMAGE, image.toMap());
    }

    static Optional<ComparedImage> compared(Ticket ticket, Role role) {
        return Optional.ofNullable(map(ticket, role.key)).map(ComparedImage::of);
    }

    static Ticket with(Ticket ticket, Role role, ComparedImage image) {
        return ticket.with(role.key, image.toMap());
    }

    /** How often in a row ECR did not answer. */
    static int busy(Ticket ticket) {
        return ticket.state().get(BUSY) instanceof Number count ? count.intValue() : 0;
    }

    static Ticket busy(Ticket ticket, int times) {
        return ticket.with(BUSY, times);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Ticket ticket, String key) {
        return (Map<String, Object>) ticket.state().get(key);
    }
}
