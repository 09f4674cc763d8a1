/** The delivery plan: from configuration, branch and history to ordered stages. Pure, but for reading the repository. */
package io.jenkins.plugins.delivery.engine.flow;
