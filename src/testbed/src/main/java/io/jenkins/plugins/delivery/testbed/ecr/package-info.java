/**
 * A stand-in for Amazon ECR: the JSON 1.1 protocol over one path, with scripted image scans. Source of names, fields and limits: the
 * Amazon ECR API Reference, version 2015-09-21.
 */
package io.jenkins.plugins.delivery.testbed.ecr;
