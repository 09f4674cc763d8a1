package io.jenkins.plugins.delivery.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the GitOps repository of {@link PromotionLoad} holds the versions. */
enum LoadLayout {
    /** Each service in a file of its own. */
    OWN_FILE {
        @Override
        String file(int service) {
            return "environments/stage/" + service(service) + "/values.yaml";
        }

        @Override
        String path(int service) {
            return "image.tag";
        }

        @Override
        String line(int service, String version) {
            return "  tag: " + version + "\n";
        }
    },
    /** A line for each service in one file. */
    SHARED_FILE {
        @Override
        String file(int service) {
            return "environments/stage/images.yaml";
        }

        @Override
        String path(int service) {
            return service(service);
        }

        @Override
        String line(int service, String version) {
            return service(service) + ": " + version + "\n";
        }
    };

    static final String OLD = "1.0.0";
    static final String NEW = version(0);

    static String service(int service) {
        return "service-" + service;
    }

    /** The version of a build. */
    static String version(int build) {
        return "2.0." + build;
    }

    /** The subject of its commit. */
    static String subject(LoadShare.Promotion promotion) {
        return "promote " + service(promotion.service()) + " " + version(promotion.build()) + " to stage";
    }

    abstract String file(int service);

    abstract String path(int service);

    /** The line that a promotion changes. */
    abstract String line(int service, String version);

    /** The files before the load. */
    Map<String, String> files(int services) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int service = 0; service < services; service++) {
            String head = this == OWN_FILE ? "# " + service(service) + "\nreplicas: 2\nimage:\n" : "";
            files.merge(file(service), head + line(service, OLD), String::concat);
        }
        return files;
    }
}
