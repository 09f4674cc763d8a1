/**
 * Gates that decide whether a delivered version may go on: URL checks of an environment and reports of the suites that ran
 * against it; the packages below read them, or decide without an environment. A gate says passed, failed (decided no) or errored (could
 * not decide), and never passes when it saw nothing. A test that failed is not what failed until it failed again.
 */
package io.jenkins.plugins.delivery.engine.gate;
