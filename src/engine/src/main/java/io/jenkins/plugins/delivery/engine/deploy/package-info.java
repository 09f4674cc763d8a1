/** What all deployers that change an environment by themselves have in common: apply, look, put back, and one line in the ledger. */
package io.jenkins.plugins.delivery.engine.deploy;
