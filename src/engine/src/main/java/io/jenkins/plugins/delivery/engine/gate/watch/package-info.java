/** The watch after a release: measures again and again, by Prometheus queries or an HTTP probe, and decides from many measurements. */
package io.jenkins.plugins.delivery.engine.gate.watch;
