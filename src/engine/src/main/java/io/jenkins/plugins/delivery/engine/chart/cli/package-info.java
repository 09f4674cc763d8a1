/** The adapter to a Helm that is installed on the machine, which runs as a program for each call. */
package io.jenkins.plugins.delivery.engine.chart.cli;
