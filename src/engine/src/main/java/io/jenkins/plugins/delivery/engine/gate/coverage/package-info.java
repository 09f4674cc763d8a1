/** {@code coverageGate}: what the tests of a change cover, against a minimum and against the branch it goes to. */
package io.jenkins.plugins.delivery.engine.gate.coverage;
