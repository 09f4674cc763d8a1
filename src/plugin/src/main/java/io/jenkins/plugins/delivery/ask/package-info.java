/** What people may ask for on a page: who may, and the build that does it. */
package io.jenkins.plugins.delivery.ask;
