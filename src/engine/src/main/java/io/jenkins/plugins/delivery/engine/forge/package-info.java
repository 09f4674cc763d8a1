/** Pull requests of the site that hosts a repository; each site's API is in a package of its own. */
package io.jenkins.plugins.delivery.engine.forge;
