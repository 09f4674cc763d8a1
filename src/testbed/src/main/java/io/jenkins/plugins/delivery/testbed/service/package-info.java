/** A small HTTP service that stands for a deployed application. */
package io.jenkins.plugins.delivery.testbed.service;
