import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers what a payment costs. */
public final class Payments {

    private Payments() {}

    /** The fee in cents: 1.4 percent, at least 25 cents. */
    public static long feeInCents(long amountInCents) {
        if (amountInCents < 0) {
            throw new IllegalArgumentException("a payment of " + amountInCents + " cents is no payment");
        }
        return Math.max(25, amountInCents * 14 / 1000);
    }

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
        server.createContext("/health", exchange -> answer(exchange, "{\"status\":\"ok\"}"));
        server.createContext("/version", exchange -> answer(exchange, "{\"version\":\"" + System.getenv("VERSION") + "\"}"));
        server.start();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
