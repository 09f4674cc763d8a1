/** JSON over HTTP for the remotes without a client library, with one meaning of status codes, timeouts and credentials. */
package io.jenkins.plugins.delivery.engine.http;
