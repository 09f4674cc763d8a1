/**
 * A stand-in for Argo CD's REST API that follows real Git repositories: it sees a commit on refresh or when its poll is due, syncs, rolls
 * out, and can be told to degrade, stick or fail. Paths and bodies follow Argo CD's {@code assets/swagger.json} (3.x); behaviour that the
 * specification does not tell follows {@code server/application} and {@code controller/appcontroller} of argoproj/argo-cd.
 */
package io.jenkins.plugins.delivery.testbed.argo;
