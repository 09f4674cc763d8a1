/** SARIF, the format in which views of warnings and code scanning read findings. */
package io.jenkins.plugins.delivery.engine.sarif;
