/** When a promotion may begin: freezes, soak time, and one at a time for each service and environment. */
package io.jenkins.plugins.delivery.engine.turn;
