package io.jenkins.plugins.delivery.runner;

import io.jenkins.plugins.delivery.runner.cli.DeliveryCommand;
import io.jenkins.plugins.delivery.runner.cli.StopSignal;

/** Entry of {@code delivery.jar}. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        StopSignal stop = new StopSignal();
        stop.install();
        int code = DeliveryCommand.system(stop).execute(args);
        stop.finished();
        System.exit(code);
    }
}
