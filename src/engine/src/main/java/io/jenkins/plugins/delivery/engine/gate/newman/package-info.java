/** Reports of newman, the command line of Postman. */
package io.jenkins.plugins.delivery.engine.gate.newman;
