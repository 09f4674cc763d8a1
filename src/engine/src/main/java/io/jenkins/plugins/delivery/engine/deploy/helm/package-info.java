/** The step {@code helmDeploy}: releases of Helm, whose way to readiness is watched from outside. */
package io.jenkins.plugins.delivery.engine.deploy.helm;
