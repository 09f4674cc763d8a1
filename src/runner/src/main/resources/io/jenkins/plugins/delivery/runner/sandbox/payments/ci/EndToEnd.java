import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks the deployed service for its version and writes a JUnit report. */
public final class EndToEnd {

    private EndToEnd() {}

    public static void main(String[] args) throws Exception {
        String url = System.getenv("DELIVERY_URL");
        String expected = System.getenv("DELIVERY_TAG");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url + "/version")).build(), HttpResponse.BodyHandlers.ofString());
        boolean right = answer.statusCode() == 200 && answer.body().contains('"' + expected + '"');
        System.out.println(url + "/version answers " + answer.statusCode() + " " + answer.body());
        Path report = Path.of("build/e2e/TEST-EndToEnd.xml");
        Files.createDirectories(report.getParent());
        Files.writeString(
                report,
                "<testsuite name=\"EndToEnd\" tests=\"1\" failures=\"" + (right ? 0 : 1) + "\">"
                        + "<testcase classname=\"EndToEnd\" name=\"the deployed service is the one just promoted\">"
                        + (right ? "" : "<failure message=\"expected version " + expected + "\"/>")
                        + "</testcase></testsuite>\n");
    }
}
