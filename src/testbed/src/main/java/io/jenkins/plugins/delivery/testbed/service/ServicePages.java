package io.jenkins.plugins.delivery.testbed.service;

import io.jenkins.plugins.delivery.testbed.http.Answer;

/** What a browser sees of the sample service. */
final class ServicePages {

    private static final String HTML = "text/html; charset=utf-8";

    private ServicePages() {}

    /** A title, a form that searches, and a button whose script writes a greeting. */
    static Answer home(String title) {
        return Answer.text(200, HTML, """
                <!DOCTYPE html><html lang="en"><title>%s</title><h1>%s</h1>
                <form action="/search"><label for="q">Search</label> <input id="q" name="q"> <button id="search">Go</button></form>
                <p><button id="greet" onclick="document.getElementById('greeting').textContent = 'Hello'">Greet</button>
                <span id="greeting"></span></p></html>
                """.formatted(title, title));
    }

    /** @param escaped whether the text is made harmless first */
    static Answer search(String text, boolean escaped) {
        String shown = escaped
                ? text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                : text;
        return Answer.text(
                200,
                HTML,
                "<!DOCTYPE html><html lang=\"en\"><title>Search</title><p id=\"found\">Nothing was found for " + shown
                        + "</p></html>");
    }
}
