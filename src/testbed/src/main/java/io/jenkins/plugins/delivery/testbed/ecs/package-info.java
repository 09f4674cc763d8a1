/** One service of Amazon ECS on a local port, whose rollouts go as a test says. */
package io.jenkins.plugins.delivery.testbed.ecs;
