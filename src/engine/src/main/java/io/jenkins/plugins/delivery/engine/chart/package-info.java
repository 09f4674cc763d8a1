/** Helm charts: making one release version of a chart from its sources, checking it, and putting it in a registry. */
package io.jenkins.plugins.delivery.engine.chart;
