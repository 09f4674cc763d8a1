package io.jenkins.plugins.delivery.testbed.argo;

/**
 * Why a pod of a degraded application does not run.
 *
 * @param reason the waiting reason of its container
 * @param message the text that the kubelet adds, shown in the resource tree and in the events
 */
public record PodFailure(PodReason reason, String message) {}
