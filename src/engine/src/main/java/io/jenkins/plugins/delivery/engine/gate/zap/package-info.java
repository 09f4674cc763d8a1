/** Findings of OWASP ZAP: read from its JSON report or asked from a running ZAP, and judged by risk, confidence and an allow list. */
package io.jenkins.plugins.delivery.engine.gate.zap;
