/** Reading, merging in memory and pushing with JGit, without touching the checkout. */
package io.jenkins.plugins.delivery.engine.gitflow.jgit;
