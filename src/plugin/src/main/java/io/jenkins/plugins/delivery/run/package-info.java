/** How a step runs in Jenkins: where its work is done, how it waits, survives a restart and is aborted. */
package io.jenkins.plugins.delivery.run;
