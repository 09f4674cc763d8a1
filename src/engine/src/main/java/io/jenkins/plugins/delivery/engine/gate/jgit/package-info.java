/** The Git side of the gates before the merge: what a change consists of, its files, and the numbers of earlier commits. */
package io.jenkins.plugins.delivery.engine.gate.jgit;
