package io.jenkins.plugins.delivery.engine.chart.helm;

import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.List;
import java.util.Locale;

/** Where the embedded Helm runs: its native library exists for linux-amd64 with the GNU C library only. */
final class HelmPlatform {

    /** What to do elsewhere. */
    static final String ADVICE =
            "Put helm 3.8 or newer on the PATH of this agent, or run the step on a linux-amd64 agent with glibc.";

    private HelmPlatform() {}

    /** @throws TerminalException when this machine is another one */
    static void check() {
        check(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static void check(String os, String architecture) {
        boolean linux = os.toLowerCase(Locale.ROOT).startsWith("linux");
        if (!linux || !List.of("amd64", "x86_64").contains(architecture)) {
            throw new TerminalException(
                    "The Helm that comes with this product runs on linux-amd64 only, and this is " + os + " on "
                            + architecture + ".",
                    ADVICE);
        }
    }
}
