/** The list of the Jenkins API that the adapter uses: what a line means, how the file is read and written, how two lists differ. */
package io.jenkins.plugins.delivery.recorded;
