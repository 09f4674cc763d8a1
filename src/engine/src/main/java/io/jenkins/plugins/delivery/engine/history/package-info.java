/** What was delivered: the commits of a GitOps repository as lines of history and as figures. */
package io.jenkins.plugins.delivery.engine.history;
