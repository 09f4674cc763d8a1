/**
 * Why a deployment failed, told once for all places: what the platform says ({@code Diagnosis}), whose change it may be
 * ({@code Suspects}), and the card of both ({@code FailureCard}) for console, Slack, pull request and report. Deployers fill it;
 * nothing here asks a remote.
 */
package io.jenkins.plugins.delivery.engine.card;
