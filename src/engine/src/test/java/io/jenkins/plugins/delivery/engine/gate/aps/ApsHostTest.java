package io.jenkins.plugins.delivery.engine.gate.aps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApsHostTest {

    @ParameterizedTest
    @CsvSource({
        "aps-workspaces.eu-central-1.amazonaws.com, eu-central-1",
        "APS-workspaces.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "aps-workspaces-fips.us-east-1.amazonaws.com, us-east-1",
        "aps-workspaces.us-east-1.api.aws, us-east-1",
        "aps-workspaces.cn-north-1.amazonaws.com.cn, cn-north-1",
        "vpce-0a1b-2c3d.aps-workspaces.eu-west-1.vpce.amazonaws.com, eu-west-1"
    })
    void namesItsRegion(String host, String region) {
        assertThat(ApsHost.region(host)).contains(region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aps-workspaces.eu-central-1.amazonaws.com.example.com",
                "prometheus.example.com",
                "aps.eu-central-1.amazonaws.com",
                "aps-workspaces.amazonaws.com",
                "127.0.0.1"
            })
    void anyOtherHostIsNotOfTheService(String host) {
        assertThat(ApsHost.region(host)).isEmpty();
    }
}
