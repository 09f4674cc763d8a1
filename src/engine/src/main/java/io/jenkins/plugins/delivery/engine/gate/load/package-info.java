/** Results of load tests: JMeter's files read as a stream, what they come to, and how that is judged. */
package io.jenkins.plugins.delivery.engine.gate.load;
