package io.jenkins.plugins.delivery.engine.argo.http;

import io.jenkins.plugins.delivery.engine.argo.Application;

/**
 * An application as one answer showed it, and where it stands in Argo CD.
 *
 * @param namespace of the Application object; a name is unique within it
 * @param project that it is in
 * @param version resourceVersion of the Application object: it grows with every change; -1 when it is no number
 */
record ArgoReading(Application application, String namespace, String project, long version) {}
