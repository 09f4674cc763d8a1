/** Edits of single scalars in YAML and JSON texts that leave every other byte as it was. */
package io.jenkins.plugins.delivery.engine.yaml;
