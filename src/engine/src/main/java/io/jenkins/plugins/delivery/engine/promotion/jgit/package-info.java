/** GitOps repositories and source histories over JGit. */
package io.jenkins.plugins.delivery.engine.promotion.jgit;
