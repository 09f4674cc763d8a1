package io.jenkins.plugins.delivery.engine.flow;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.TerminalException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which libraries an engine takes. */
class LibraryContractTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void everyContractBetweenOldestAndCurrentFits(int library) {
        assertThatCode(() -> LibraryContract.check(library, 2, 4)).doesNotThrowAnyException();
    }

    @Test
    void aLibraryThatIsTooOldIsToldBothVersionsAndWhatToUpdate() {
        assertThatThrownBy(() -> LibraryContract.check(1, 2, 4))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(
                        "speaks contract 1, and this plugin or runner fits contracts 2 to 4: the library is too old.")
                .hasMessageContaining("Update the library");
    }

    @Test
    void aLibraryThatIsTooNewIsToldBothVersionsAndWhatToUpdate() {
        assertThatThrownBy(() -> LibraryContract.check(5, 4, 4))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(
                        "speaks contract 5, and this plugin or runner fits contract 4: the library is too new.")
                .hasMessageContaining("Update the plugin or runner");
    }

    @Test
    void aJenkinsfileThatCallsTheStepItselfHasNoContract() {
        assertThatCode(() -> LibraryContract.check(null)).doesNotThrowAnyException();
    }
}
