package io.jenkins.plugins.delivery.engine.gate;

import java.util.regex.Pattern;

/**
 * Tells from what a failed test said whether it never reached the environment: refused and reset connections, unknown hosts and
 * connect timeouts, in the words of Java, Node, Python, Go, curl and the browsers. An answer that came late or was wrong is none, and
 * neither is a server error: its body often tells of a connection that the service itself could not make.
 */
public final class LostConnection {

    private static final Pattern WORDS = Pattern.compile(
            "ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|socket hang up"
                    + "|\\bConnectException|\\bUnknownHostException|\\bNoRouteToHostException|\\bConnectTimeoutException"
                    + "|HttpHostConnectException|HttpConnectTimeoutException"
                    + "|[Cc]onnection (?:was )?(?:refused|reset|timed out)|[Cc]onnect timed out|[Nn]o route to host"
                    + "|[Nn]etwork is unreachable|[Cc]ould not resolve host|[Ff]ailed to connect to"
                    + "|NewConnectionError|ConnectTimeoutError|Max retries exceeded|Name or service not known"
                    + "|Temporary failure in name resolution|dial tcp |no such host"
                    + "|ERR_CONNECTION_|ERR_NAME_NOT_RESOLVED|ERR_ADDRESS_UNREACHABLE|ERR_INTERNET_DISCONNECTED"
                    + "|ERR_TIMED_OUT|NS_ERROR_CONNECTION_REFUSED|NS_ERROR_UNKNOWN_HOST|NS_ERROR_NET_RESET");

    /** A status of 5xx, as an assertion or a client tells of it; not a line, a port or a time. */
    private static final Pattern SERVER_ERROR = Pattern.compile(
            "\\b(?:status|code|expected|got|was|received|assert|HTTP(?:/[\\d.]+)?)\\b[^\\n]{0,24}?(?<![\\d.:])5\\d\\d\\b(?! ?m?s\\b|[.\\d])"
                    + "|\\b5\\d\\d (?:Server Error|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)",
            Pattern.CASE_INSENSITIVE);

    /** Further on a message is a trace, in which such a number may be anything. */
    private static final int BEGIN = 200;

    private LostConnection() {}

    /** Whether the text tells of a connection that could not be made. */
    public static boolean in(String text) {
        return WORDS.matcher(text).find();
    }

    /**
     * The same for a test that failed.
     *
     * @param message what it said; where that begins with a server error there was a connection
     * @param everything with what stands below, traces and output
     */
    public static boolean in(String message, String everything) {
        String begin = message.length() > BEGIN ? message.substring(0, BEGIN) : message;
        return in(everything) && !SERVER_ERROR.matcher(begin).find();
    }
}
