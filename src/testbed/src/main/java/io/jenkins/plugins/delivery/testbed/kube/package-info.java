/** A Kubernetes API server, as far as Helm and the readiness of workloads need one. */
package io.jenkins.plugins.delivery.testbed.kube;
