package io.jenkins.plugins.delivery.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule finds what it is for. */
class SavedFieldRuleTest {

    private static final String[] API = {
        "package hudson.model; public interface Action {}",
        "package hudson.model; public class Run {}",
        "package jenkins.model; public class TransientActionFactory {}",
        "package hudson.model; public interface RunAction extends Action {}",
        "package org.jenkinsci.plugins.workflow.steps; public class StepExecution {}",
        "package io.jenkins.plugins.delivery.engine; public class Ticket {}"
    };

    private static final String SAVED = """
            package io.jenkins.plugins.delivery.toy;
            import io.jenkins.plugins.delivery.engine.Ticket;
            import java.util.List;
            import java.util.Map;
            public class Saved %s {
                enum Phase { BEFORE, AFTER }
                record Pair(String one, String two) {}
                static class Entry { String name; }
                %s
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String text; int number; long[] numbers; Boolean flag; Phase phase;",
                "List<Map<String, Object>> deep; List<Entry> entries; Entry[] array;",
                "transient Pair pair; static Pair constant; transient Ticket ticket;"
            })
    void acceptsPlainFields(String fields) throws IOException {
        assertThat(violations("extends org.jenkinsci.plugins.workflow.steps.StepExecution", fields))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Pair pair;                  | Saved$Pair
            List<Pair> pairs;           | Saved$Pair
            Map<String, Pair[]> pairs;  | Saved$Pair
            Ticket ticket;              | engine.Ticket
            Runnable callback;          | java.lang.Runnable
            java.time.Instant since;    | java.time.Instant
            hudson.model.Run run;       | hudson.model.Run
            """)
    void findsWhatCannotBeSaved(String field, String part) throws IOException {
        assertThat(violations("implements hudson.model.RunAction", field))
                .singleElement()
                .asString()
                .contains("Saved", "is saved and holds", part);
    }

    @Test
    void leavesAnActionAloneThatAFactoryMakesForThePage() throws IOException {
        Sources.write(directory.resolve("sources"), """
                package io.jenkins.plugins.delivery.toy;
                public class Factory extends jenkins.model.TransientActionFactory { Saved make() { return new Saved(); } }
                """);
        assertThat(violations("implements hudson.model.RunAction", "hudson.model.Run run;"))
                .isEmpty();
    }

    @Test
    void leavesOtherClassesAlone() throws IOException {
        assertThat(violations("", "Pair pair; Runnable callback;")).isEmpty();
    }

    private List<String> violations(String kind, String fields) throws IOException {
        Sources.write(directory.resolve("sources"), API);
        Path classes = directory.resolve("classes");
        assertThat(Sources.write(directory.resolve("sources"), SAVED.formatted(kind, fields))
                        .compile(classes, ""))
                .isEmpty();
        return SavedFieldRule.violations(new ClassFileImporter().importPath(classes));
    }
}
