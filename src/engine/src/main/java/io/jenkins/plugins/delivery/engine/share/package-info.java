/** What runs of one process may use together without learning from each other: expensive things by a key that hides secrets. */
package io.jenkins.plugins.delivery.engine.share;
