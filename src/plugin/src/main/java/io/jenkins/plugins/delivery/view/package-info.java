/** What people see of a delivery in Jenkins: the summary of a run, the Environments page, skipped stages. */
package io.jenkins.plugins.delivery.view;
