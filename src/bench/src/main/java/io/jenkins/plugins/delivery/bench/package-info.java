/** Benchmarks of what grows with the size of a repository, a file or a company; run on request, never by the build. */
package io.jenkins.plugins.delivery.bench;
