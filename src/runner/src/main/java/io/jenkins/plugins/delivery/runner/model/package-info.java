/** What a run did, as plain data: {@link io.jenkins.plugins.delivery.runner.model.RunRecorder} takes it down, a report shows it. */
package io.jenkins.plugins.delivery.runner.model;
