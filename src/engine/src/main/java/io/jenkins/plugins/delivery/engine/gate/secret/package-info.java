/** {@code secretScan}: keys, passwords and card numbers that a change brings in, or that stand in the tree. */
package io.jenkins.plugins.delivery.engine.gate.secret;
