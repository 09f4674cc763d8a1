/** The adapter to Helm's own code, which runs in a helper JVM. The only package that sees helm-java. */
package io.jenkins.plugins.delivery.engine.chart.helm;
