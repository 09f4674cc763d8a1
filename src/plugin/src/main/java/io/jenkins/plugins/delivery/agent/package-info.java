/** Agents of deliveries: which kinds this Jenkins can give. Kubernetes and Docker belong to plugins that need not be installed. */
package io.jenkins.plugins.delivery.agent;
