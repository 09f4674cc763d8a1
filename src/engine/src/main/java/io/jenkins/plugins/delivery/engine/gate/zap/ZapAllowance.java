package io.jenkins.plugins.delivery.engine.gate.zap;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An alert that a team has accepted at some addresses, with its reason and an end.
 *
 * @param id the alert's reference, or the number of its rule for all of them
 * @param url glob of the addresses; {@code *} stands for anything, slashes included
 * @param owner who answers for it; empty when nobody is named
 * @param expires last day on which it is accepted, in UTC
 */
record ZapAllowance(String id, String url, String reason, String owner, LocalDate expires) {

    boolean matches(ZapAlert alert, ZapAlert.Place place) {
        return (id.equals(alert.ref()) || id.equals(alert.rule()))
                && Pattern.compile(Pattern.quote(url).replace("*", "\\E.*\\Q"), Pattern.DOTALL)
                        .matcher(place.url())
                        .matches();
    }

    boolean expired(LocalDate today) {
        return expires.isBefore(today);
    }

    /** For messages: {@code 10038 at https://…/*}. */
    String subject() {
        return id + " at " + url;
    }

    /** In the shape of the file. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("url", url);
        map.put("reason", reason);
        map.put("owner", owner);
        map.put("expires", expires.toString());
        return map;
    }

    /** The inverse of {@link #toMap()}. */
    static ZapAllowance fromMap(Map<?, ?> map) {
        return new ZapAllowance(
                (String) map.get("id"),
                (String) map.get("url"),
                (String) map.get("reason"),
                (String) map.get("owner"),
                LocalDate.parse((String) map.get("expires")));
    }
}
