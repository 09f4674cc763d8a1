/** Programs of the machine: where they are found, what is read of them, and how they and what they started are ended. */
package io.jenkins.plugins.delivery.engine.process;
