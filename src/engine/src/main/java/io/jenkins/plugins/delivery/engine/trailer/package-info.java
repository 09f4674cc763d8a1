/** Facts in Git messages that people and programs read. */
package io.jenkins.plugins.delivery.engine.trailer;
