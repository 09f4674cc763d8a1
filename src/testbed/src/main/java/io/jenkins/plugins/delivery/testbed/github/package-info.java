/**
 * A stand-in for the parts of the GitHub REST API that a delivery needs: commit statuses, comments, pull requests and branch protection.
 * Source of forms and errors: GitHub REST API, version 2022-11-28.
 */
package io.jenkins.plugins.delivery.testbed.github;
