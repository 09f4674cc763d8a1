/** What a person sees of a run on the terminal. */
package io.jenkins.plugins.delivery.runner.view;
