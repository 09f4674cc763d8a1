/** What Argo CD says of an application, and the pure decision whether that means the promoted commit runs. */
package io.jenkins.plugins.delivery.engine.argo;
