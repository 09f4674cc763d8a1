package io.jenkins.plugins.delivery.engine.gate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of reports a suite leaves behind. */
public enum SuiteKind {
    /** JUnit XML, the common tongue of test tools. */
    JUNIT,
    /** Reports of Postman's command line newman: its JSON or its JUnit XML. */
    NEWMAN,
    /** Result files of Apache JMeter, CSV or XML. */
    JMETER,
    /** The JSON report of OWASP ZAP. */
    ZAP;

    /** The kind of that name; empty for what is none. */
    static Optional<SuiteKind> of(Object text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equalsIgnoreCase(String.valueOf(text)))
                .findFirst();
    }

    /** As in a Jenkinsfile. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its failed tests can be run again one by one. */
    public boolean ofTests() {
        return this == JUNIT || this == NEWMAN;
    }
}
