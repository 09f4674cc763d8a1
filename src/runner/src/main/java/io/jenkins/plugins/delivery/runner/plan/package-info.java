/** Reads what a Jenkinsfile gives to deliveryPipeline without running it, and prints the plan. */
package io.jenkins.plugins.delivery.runner.plan;
