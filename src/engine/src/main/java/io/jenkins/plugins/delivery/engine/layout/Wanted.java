package io.jenkins.plugins.delivery.engine.layout;

/**
 * What shall stand in a file; how it is written there depends on the file.
 *
 * @param subject whose version it is
 * @param tag of the image
 * @param digest of the image, {@code sha256:…}, or null
 * @param chartVersion version of the chart, or null
 * @param commit that the version was built from, or null
 */
public record Wanted(Subject subject, String tag, String digest, String chartVersion, String commit) {

    /**
     * @param application name of the Argo CD application
     * @param image name of the image, or null when it is called like the service
     */
    public record Subject(String service, String environment, String application, String image) {

        /** Whether an image's name, with or without registry and folders, is the one of this service. */
        boolean ownsImage(String name) {
            String wanted = image == null ? service : image;
            return name.equals(wanted) || image == null && last(name).equals(wanted);
        }

        /** Whether something with this name belongs to the service: its own name, with or without the environment. */
        boolean owns(String name) {
            return name.equals(service)
                    || name.equals(application)
                    || name.equals(service + "-" + environment)
                    || name.equals(environment + "-" + service);
        }

        private static String last(String name) {
            return name.substring(name.lastIndexOf('/') + 1);
        }
    }
}
