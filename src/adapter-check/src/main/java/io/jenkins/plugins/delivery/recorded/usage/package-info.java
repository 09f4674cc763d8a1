/** Records the list: compiles the adapter with the real Jenkins class path and collects what its sources use of it. */
package io.jenkins.plugins.delivery.recorded.usage;
