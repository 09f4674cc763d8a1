/** Where runs get their surroundings from: a repository on the laptop, or a sandbox that brings servers of its own. */
package io.jenkins.plugins.delivery.runner.sandbox;
