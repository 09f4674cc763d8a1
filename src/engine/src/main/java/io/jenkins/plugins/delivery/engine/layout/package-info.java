/**
 * Where a GitOps file holds what a promotion means: the same version stands in another place of a Helm values file, an Argo CD
 * application, a kustomization, an ApplicationSet or a manifest.
 */
package io.jenkins.plugins.delivery.engine.layout;
