/** The command line: {@code plan}, {@code run}, {@code step}, {@code lint}. */
package io.jenkins.plugins.delivery.runner.cli;
