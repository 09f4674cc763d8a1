/** JUnit XML, which most test tools can write. */
package io.jenkins.plugins.delivery.engine.gate.junit;
