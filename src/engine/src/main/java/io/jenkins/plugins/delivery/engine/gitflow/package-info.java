/**
 * Git-Flow beyond the version: finishing a release or hotfix and starting the next one. Decides what the branches of the remote should
 * be; how they are read, merged and pushed is behind {@link io.jenkins.plugins.delivery.engine.gitflow.FlowRepository}.
 */
package io.jenkins.plugins.delivery.engine.gitflow;
