/** Reads a Jenkinsfile without running it and says what would go wrong in Jenkins. */
package io.jenkins.plugins.delivery.runner.lint;
