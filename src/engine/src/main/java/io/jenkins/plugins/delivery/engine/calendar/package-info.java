/** When nothing may be promoted: windows of a calendar in a time zone. */
package io.jenkins.plugins.delivery.engine.calendar;
