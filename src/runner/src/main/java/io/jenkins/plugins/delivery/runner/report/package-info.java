/**
 * The report of a run: one HTML page that needs nothing but itself. {@link io.jenkins.plugins.delivery.runner.report.HtmlReport} turns
 * the recorded runs into views, which hold what the page shows in the form in which it is shown, and a FreeMarker template into HTML.
 */
package io.jenkins.plugins.delivery.runner.report;
