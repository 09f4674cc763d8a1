/** The deployer for services of Amazon ECS: a revision of the task definition, the service moved to it, and its steady state. */
package io.jenkins.plugins.delivery.engine.deploy.ecs;
