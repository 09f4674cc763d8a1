/**
 * Gates that decide whether a delivered version may go on: URL checks of an environment and reports of the tests that ran against
 * it. A gate says passed, failed (decided no) or errored (could not decide), and never passes when it saw nothing.
 */
package io.jenkins.plugins.delivery.engine.gate;
