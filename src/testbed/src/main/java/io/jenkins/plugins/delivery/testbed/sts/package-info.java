/** AWS's Security Token Service. */
package io.jenkins.plugins.delivery.testbed.sts;
