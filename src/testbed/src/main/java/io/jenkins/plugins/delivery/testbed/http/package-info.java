/**
 * The common base of the HTTP stand-ins: routing, a journal of what was asked, and faults on demand. A stand-in lives on 127.0.0.1 with
 * an ephemeral port, so any number of them run side by side.
 */
package io.jenkins.plugins.delivery.testbed.http;
