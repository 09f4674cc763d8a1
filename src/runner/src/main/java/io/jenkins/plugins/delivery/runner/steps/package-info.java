/** The Pipeline steps that a Jenkinsfile of our users contains, and every operation of the engine as a step. */
package io.jenkins.plugins.delivery.runner.steps;
