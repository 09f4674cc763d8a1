/** Pull requests over the REST API of GitHub and GitHub Enterprise Server. */
package io.jenkins.plugins.delivery.engine.forge.github;
