/** Keeps the turns that runs have been given by the step {@code promotionTurn}: over a restart, and until the run ends. */
package io.jenkins.plugins.delivery.turn;
