package io.jenkins.plugins.delivery;

import io.jenkins.plugins.delivery.recorded.ApiList;
import io.jenkins.plugins.delivery.recorded.usage.ApiRecorder;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The recorded list, against which the default build compiles the adapter without Jenkins, says what the real API is and what is used of it. */
class RecordedApiTest {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path LIST = Path.of("jenkins-api.txt");

    @Test
    void theListAgreesWithTheRealApi() throws IOException {
        ApiList real = ApiRecorder.record(SOURCES, System.getProperty("java.class.path"));
        if (System.getProperty("record") != null) {
            real.write(LIST);
        }
        ApiList listed = ApiList.read(LIST);
        SoftAssertions.assertSoftly(all -> {
            all.assertThat(real.beyond(listed))
                    .as("Used, but not on %s, or not as written there. Record it: %s", ApiList.FILE, ApiList.COMMAND)
                    .isEmpty();
            all.assertThat(listed.beyond(real))
                    .as("On %s, but not used, or really otherwise. Record it: %s", ApiList.FILE, ApiList.COMMAND)
                    .isEmpty();
        });
    }
}
