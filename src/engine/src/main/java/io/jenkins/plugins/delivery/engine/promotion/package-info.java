/**
 * Promotion through GitOps: an intent ("set image.tag of payments in stage to 1.4.0") becomes one commit that changes one file, and
 * the commits' trailers are the ledger of what went where.
 */
package io.jenkins.plugins.delivery.engine.promotion;
