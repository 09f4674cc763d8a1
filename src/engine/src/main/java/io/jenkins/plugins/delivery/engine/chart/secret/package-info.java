/** Secrets that stand in plain text in the values of a chart: finding them, and accepting some after a review. */
package io.jenkins.plugins.delivery.engine.chart.secret;
