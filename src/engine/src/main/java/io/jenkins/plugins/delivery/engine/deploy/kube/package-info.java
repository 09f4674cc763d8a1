/** The adapter to the API of Kubernetes, and what the status of its workloads means. */
package io.jenkins.plugins.delivery.engine.deploy.kube;
