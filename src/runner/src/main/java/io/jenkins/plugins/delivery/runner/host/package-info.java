/** Compiles a Jenkinsfile as Jenkins does, interprets it, and performs the steps it calls. */
package io.jenkins.plugins.delivery.runner.host;
