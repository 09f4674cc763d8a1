package io.jenkins.plugins.delivery.engine.gate.watch;

import java.util.Optional;

/**
 * One row of a watch.
 *
 * @param name in messages
 * @param expected what is expected of it, in one clause
 * @param limits how much it bears
 * @param metric the query and its conditions; empty for the probe
 */
record WatchItem(String name, String expected, Limits limits, Optional<MetricJudge> metric) {}
