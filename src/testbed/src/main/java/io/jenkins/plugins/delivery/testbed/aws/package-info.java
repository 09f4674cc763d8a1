/** What the stand-ins for services of AWS have in common. */
package io.jenkins.plugins.delivery.testbed.aws;
