/** What is configured once for all services: for the whole Jenkins, and for a folder. */
package io.jenkins.plugins.delivery.config;
