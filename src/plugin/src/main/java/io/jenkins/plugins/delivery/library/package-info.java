/** The shared library that comes with the plugin: offered to every Pipeline without {@code @Library}, unless a team loads its own. */
package io.jenkins.plugins.delivery.library;
