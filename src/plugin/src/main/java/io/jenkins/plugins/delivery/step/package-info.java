/** The Pipeline steps: one class each, with the names and types of the engine's request, and the one form they share. */
package io.jenkins.plugins.delivery.step;
