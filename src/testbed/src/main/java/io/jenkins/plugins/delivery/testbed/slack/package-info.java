/** A stand-in for Slack's Web API that keeps channels, messages and threads as a person would see them. */
package io.jenkins.plugins.delivery.testbed.slack;
