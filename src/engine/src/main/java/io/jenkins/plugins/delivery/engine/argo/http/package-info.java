/** Argo CD's REST interface. */
package io.jenkins.plugins.delivery.engine.argo.http;
