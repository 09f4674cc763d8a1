/** Turns the list into class files without behaviour, which are enough to compile the adapter. */
package io.jenkins.plugins.delivery.recorded.stub;
