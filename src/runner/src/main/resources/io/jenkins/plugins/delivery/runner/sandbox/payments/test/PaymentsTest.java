import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tests the fee and writes a JUnit report, without a test framework. */
public final class PaymentsTest {

    private static final List<String> CASES = new ArrayList<>();
    private static int failures;

    private PaymentsTest() {}

    public static void main(String[] args) throws Exception {
        expect("a small payment costs the least fee", 25, Payments.feeInCents(100));
        expect("a large payment costs its share", 1400, Payments.feeInCents(100_000));
        expect("nothing still costs the least fee", 25, Payments.feeInCents(0));
        Path report = Path.of("build/reports/TEST-PaymentsTest.xml");
        Files.createDirectories(report.getParent());
        Files.writeString(
                report,
                "<testsuite name=\"PaymentsTest\" tests=\"" + CASES.size() + "\" failures=\"" + failures + "\">"
                        + String.join("", CASES) + "</testsuite>\n");
        System.out.println(CASES.size() + " tests, " + failures + " failures");
        System.exit(failures == 0 ? 0 : 1);
    }

    private static void expect(String name, long expected, long actual) {
        String start = "<testcase classname=\"PaymentsTest\" name=\"" + name + "\"";
        if (expected == actual) {
            CASES.add(start + "/>");
        } else {
            failures++;
            CASES.add(start + "><failure message=\"expected " + expected + " but was " + actual + "\"/></testcase>");
        }
    }
}
