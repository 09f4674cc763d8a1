package io.jenkins.plugins.delivery.engine.gate.zap;

/**
 * What ZAP thinks to have found, without the places.
 *
 * @param ref of the alert, {@code 10038-1} for example; the rule's number where ZAP gives no other
 * @param rule number of the rule (ZAP's plugin id)
 * @param name as ZAP calls it
 */
public record ZapAlert(String ref, String rule, String name, ZapRisk risk, ZapConfidence confidence) {

    /** Equal for alerts that are one line of a table. */
    String key() {
        return ref + ' ' + risk + ' ' + confidence + ' ' + name;
    }

    /** For people: {@code Cross Site Scripting (Reflected) (40012)}. */
    String title() {
        return name + " (" + ref + ")";
    }

    /**
     * Where an alert was seen.
     *
     * @param url as ZAP called it
     * @param method of the request
     * @param param that it hangs on; empty when on none
     */
    public record Place(String url, String method, String param) {

        private static final int LONGEST = 200;

        /** {@code GET https://…/search?q=1 (q)}, shortened. */
        String sentence() {
            String text = (method.isEmpty() ? "" : method + " ") + url + (param.isEmpty() ? "" : " (" + param + ")");
            String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
            return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
        }
    }
}
