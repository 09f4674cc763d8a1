package io.jenkins.plugins.delivery.engine.scan;

import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.Ticket;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the wait for a scan remembers, as plain values: the request, the digest that its tag named at the start, the allow list (the
 * workspace may be gone later) and how many reads in a row agreed.
 */
final class ScanTicket {

    private static final String REQUEST = "request";
    private static final String DIGEST = "digest";
    private static final String UNSUPPORTED = "unsupported";
    private static final String ALLOWED = "allowed";
    private static final String FINGERPRINT = "fingerprint";
    private static final String AGREED = "agreed";

    private ScanTicket() {}

    static Map<String, Object> state(
            EcrScanRequest request, String digest, ImageScanner.Start started, AllowList allowList) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put(REQUEST, plain(request));
        state.put(DIGEST, digest);
        state.put(
                ALLOWED,
                allowList.entries().stream().map(AllowList.Entry::toMap).toList());
        return state;
    }

    static EcrScanRequest request(Ticket ticket) {
        return RequestBinder.bind("ecrScan", EcrScanRequest.class, (Map<String, ?>)
                map(ticket.state().get(REQUEST)));
    }

    static String digest(Ticket ticket) {
        return ticket.text(DIGEST);
    }

    /** Whether ECR said at the start that it does not scan such images. */
    static boolean unsupported(Ticket ticket) {
        return Boolean.TRUE.equals(ticket.state().get(UNSUPPORTED));
    }

    static AllowList allowList(Ticket ticket) {
        return AllowList.of("in the saved state", ticket.state().get(ALLOWED));
    }

    /** The ticket after a read with these findings. */
    static Ticket read(Ticket ticket, String fingerprint) {
        boolean same = fingerprint.equals(ticket.text(FINGERPRINT));
        return ticket.with(FINGERPRINT, fingerprint).with(AGREED, same ? agreed(ticket) + 1 : 1);
    }

    /** The ticket after a read without findings to compare. */
    static Ticket unsettled(Ticket ticket) {
        return ticket.with(FINGERPRINT, "").with(AGREED, 0);
    }

    static int agreed(Ticket ticket) {
        return ticket.state().get(AGREED) instanceof Number count ? count.intValue() : 0;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** The components of the request as the binder reads them again. */
    private static Map<String, Object> plain(EcrScanRequest request) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : EcrScanRequest.class.getRecordComponents()) {
            Object value;
            try {
                value = component.getAccessor().invoke(request);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the accessor of " + component.getName() + " cannot be called", e);
            }
            if (value instanceof Enum<?> constant) {
                values.put(
                        component.getName(),
                        constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            } else if (value instanceof Duration duration) {
                values.put(component.getName(), duration.toString());
            } else if (value != null && !List.of().equals(value)) {
                values.put(component.getName(), value);
            }
        }
        return values;
    }
}
