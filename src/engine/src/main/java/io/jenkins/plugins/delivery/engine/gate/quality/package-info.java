/** {@code qualityGate}: the decision of SonarQube or SonarCloud about exactly the analysis that this run sent. */
package io.jenkins.plugins.delivery.engine.gate.quality;
