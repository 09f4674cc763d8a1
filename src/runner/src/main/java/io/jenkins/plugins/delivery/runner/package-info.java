/** Runs a Jenkinsfile on a laptop, without Jenkins. */
package io.jenkins.plugins.delivery.runner;
