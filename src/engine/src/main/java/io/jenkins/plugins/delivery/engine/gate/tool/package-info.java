/** Running a program of the agent for a gate: in the workspace, with a home of its own, a limit of time and bounded output. */
package io.jenkins.plugins.delivery.engine.gate.tool;
