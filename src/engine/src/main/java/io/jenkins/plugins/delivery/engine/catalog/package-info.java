/** The list of all operations; the only package that knows every capability. */
package io.jenkins.plugins.delivery.engine.catalog;
