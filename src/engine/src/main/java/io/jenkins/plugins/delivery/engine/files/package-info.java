/** Files of the workspace: paths that cannot leave it, and temporary directories that vanish. */
package io.jenkins.plugins.delivery.engine.files;
