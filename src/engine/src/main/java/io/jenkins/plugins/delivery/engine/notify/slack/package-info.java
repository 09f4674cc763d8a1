/** Slack's Web API: one class for the methods that post and edit messages, one for what its errors mean to a person. */
package io.jenkins.plugins.delivery.engine.notify.slack;
