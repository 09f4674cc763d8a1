/** What the history of a GitOps repository tells of deliveries: entries and their actions. */
package io.jenkins.plugins.delivery.engine.ledger;
