package io.jenkins.plugins.delivery.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.delivery.recorded.usage.ApiRecorder;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The adapter, without Jenkins: what it uses is what the recorded list has. */
class AdapterCompilesTest {

    @Test
    void theAdapterUsesOnlyWhatIsListed() throws IOException {
        assertThat(Adapter.errors())
                .as(
                        "The adapter does not compile against %s. When it uses Jenkins API that is not listed yet, record it: %s",
                        ApiList.FILE, ApiList.COMMAND)
                .isEmpty();
    }

    /** Recording works with stubs as well as with the real classes, so a line that nobody needs any more is found without Jenkins. */
    @Test
    void everythingListedIsUsed() throws IOException {
        theAdapterUsesOnlyWhatIsListed();
        ApiList used = ApiRecorder.record(Adapter.SOURCES.directory(), Adapter.classPath());
        List<String> unused = ApiList.read(Adapter.LIST).beyond(used);
        assertThat(unused)
                .filteredOn(Predicate.not(line -> line.startsWith("from ")))
                .as(
                        "Lines of %s that the adapter does not use; record the list anew: %s",
                        ApiList.FILE, ApiList.COMMAND)
                .isEmpty();
    }
}
