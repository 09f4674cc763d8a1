/** SonarQube, as far as a quality gate asks it. */
package io.jenkins.plugins.delivery.testbed.sonar;
