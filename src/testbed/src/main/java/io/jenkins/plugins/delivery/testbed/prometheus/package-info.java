/** A stand-in for the query API of Prometheus with programmed answers. Source of forms and errors: Prometheus, HTTP API. */
package io.jenkins.plugins.delivery.testbed.prometheus;
