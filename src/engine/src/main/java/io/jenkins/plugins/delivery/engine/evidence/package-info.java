/**
 * The proof of a version: what was built, scanned, tested and promoted, as one record that stays with the run and, as an OCI artifact
 * that refers to them, with image and chart.
 */
package io.jenkins.plugins.delivery.engine.evidence;
