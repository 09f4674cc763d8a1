package io.jenkins.plugins.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestBinderTest {

    /** Every type a parameter may have. */
    record Everything(
            @Parameter(help = "A name.", required = true) String name,
            @Parameter(help = "How many.") int count,
            @Parameter(help = "How many, perhaps.") Long many,
            @Parameter(help = "How much.") double ratio,
            @Parameter(help = "Whether.") boolean flag,
            @Parameter(help = "Whether, perhaps.") Boolean maybe,
            @Parameter(help = "How long.") Duration pause,
            @Parameter(help = "Which.") Flavour flavour,
            @Parameter(help = "Names.") List<String> names,
            @Parameter(help = "Anything.") List<Map<String, Object>> items,
            @Parameter(help = "More.") Map<String, Object> more)
            implements OperationRequest {

        Everything {
            if ("refused".equals(name)) {
                throw new InvalidInputException("everything", List.of("name: the record itself refuses it"));
            }
        }
    }

    enum Flavour {
        PLAIN,
        GIT_FLOW
    }

    @Test
    void convertsWhatJenkinsfilesAndCommandLinesGive() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("name", new StringBuilder("an interpolated string"));
        arguments.put("count", "3");
        arguments.put("many", 4);
        arguments.put("ratio", "0.5");
        arguments.put("flag", "TRUE");
        arguments.put("maybe", false);
        arguments.put("pause", "90s");
        arguments.put("flavour", "git-flow");
        arguments.put("names", "a, b,c");
        arguments.put("items", List.of(Map.of("key", new StringBuilder("value"))));
        arguments.put("more", Map.of("x", 1));
        Everything bound = bind(arguments);
        assertThat(bound)
                .isEqualTo(new Everything(
                        "an interpolated string",
                        3,
                        4L,
                        0.5,
                        true,
                        false,
                        Duration.ofSeconds(90),
                        Flavour.GIT_FLOW,
                        List.of("a", "b", "c"),
                        List.of(Map.of("key", "value")),
                        Map.of("x", 1)));
    }

    @Test
    void absentParametersAreNullEmptyZeroOrFalse() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("name", "n");
        arguments.put("pause", null);
        arguments.put("flavour", "  ");
        assertThat(bind(arguments))
                .isEqualTo(new Everything("n", 0, null, 0.0, false, null, null, null, List.of(), List.of(), Map.of()));
    }

    @Test
    void tellsEveryProblemAtOnce() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("nmaes", "x");
        arguments.put("count", "three");
        arguments.put("many", 1.5);
        arguments.put("flag", "yes");
        arguments.put("pause", "soon");
        arguments.put("flavour", "vanilla");
        arguments.put("more", "x");
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> bind(arguments));
        assertThat(refused.problems())
                .containsExactly(
                        "nmaes is not known; did you mean 'names'?",
                        "name is required: A name.",
                        "count: 'three' is not a number that fits here",
                        "many: '1.5' is not a number that fits here",
                        "flag: 'yes' is not true or false",
                        "pause: 'soon' is not a duration; write for example 90s, 10m, 1h30m or a number of seconds",
                        "flavour: 'vanilla' is not one of plain, git-flow",
                        "more: expected a map, not 'x'");
        assertThat(refused).hasMessageStartingWith("everything was refused for 8 problems:\n  - nmaes");
    }

    @Test
    void aMapOrListIsNoText() {
        assertThatThrownBy(() -> bind(Map.of("name", Map.of("a", 1))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("everything was refused: name: expected text, not a map");
        assertThatThrownBy(() -> bind(Map.of("name", List.of("a")))).hasMessageContaining("not a list");
    }

    @Test
    void aListMayHoldNothingInPlaces() {
        assertThat(catchThrowableOfType(
                                InvalidInputException.class,
                                () -> bind(Map.of("name", "n", "names", Arrays.asList("a", null))))
                        .problems())
                .containsExactly("names: there is nothing at place 2");
    }

    @Test
    void theRecordsOwnRefusalComesThrough() {
        assertThatThrownBy(() -> bind(Map.of("name", "refused")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the record itself refuses it");
    }

    @Test
    void whatIsBoundCannotBeChangedFromOutside() {
        Map<String, Object> inner = new HashMap<>(Map.of("x", 1));
        Everything bound = bind(Map.of("name", "n", "more", inner));
        inner.put("y", 2);
        assertThat(bound.more()).isEqualTo(Map.of("x", 1));
        assertThatThrownBy(() -> bound.more().put("z", 3)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anEqualRequestIsBoundFromItsPlainValues() {
        Everything bound =
                bind(Map.of("name", "n", "pause", "90s", "flavour", "git-flow", "names", "a,b", "maybe", true));
        assertThat(RequestBinder.unbind(bound))
                .containsEntry("flavour", "git-flow")
                .containsEntry("pause", "PT1M30S")
                .doesNotContainKey("many");
        assertThat(bind(RequestBinder.unbind(bound))).isEqualTo(bound);
    }

    private static Everything bind(Map<String, ?> arguments) {
        return RequestBinder.bind("everything", Everything.class, arguments);
    }
}
