/** The adapter to Amazon ECR. The only package that sees the AWS SDK. */
package io.jenkins.plugins.delivery.engine.image.ecr;
