/** The gate for infrastructure as code: form, sense and safety of Terraform, what a plan would do, and its application. */
package io.jenkins.plugins.delivery.engine.gate.terraform;
