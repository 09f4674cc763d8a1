package io.jenkins.plugins.delivery.engine.deploy.helm;

import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.TerminalException;
import io.jenkins.plugins.delivery.engine.chart.ChartMedia;
import io.jenkins.plugins.delivery.engine.image.AwsSettings;
import io.jenkins.plugins.delivery.engine.image.ImageRepository;
import io.jenkins.plugins.delivery.engine.image.Registries;
import io.jenkins.plugins.delivery.engine.image.Registry;
import io.jenkins.plugins.delivery.engine.image.RegistryManifest;
import io.jenkins.plugins.delivery.engine.image.RegistrySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chart in a registry. It is fetched here and not by Helm: whichever Helm works, log-in and digest are the same, and no log-in is
 * left behind.
 *
 * @param repository of the chart
 * @param tag of the version; null when only the digest is known
 * @param digest of the chart's manifest; null when any is taken
 */
record OciChart(ImageRepository repository, String tag, String digest) {

    private static final String SCHEME = "oci://";
    private static final Pattern ADDRESS =
            Pattern.compile("oci://([^@]+?)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

    /** Most bytes of a packaged chart; Helm itself stores a release in a Secret of one. */
    private static final long MOST = 32 << 20;

    static boolean isOne(String chart) {
        return chart.startsWith(SCHEME);
    }

    /**
     * Reads an address, with what is said beside it.
     *
     * @throws IllegalArgumentException with a clause when it is none, or when it does not say which version
     */
    static OciChart of(String address, String version, String digest) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + address + "' is not of the form oci://host/path/name");
        }
        if (parts.group(2) != null && version != null || parts.group(3) != null && digest != null) {
            throw new IllegalArgumentException("version or digest are given twice, in the address and beside it");
        }
        // An OCI tag may not contain a plus sign, and Helm writes an underscore for it.
        String tag = version == null ? parts.group(2) : version.replace('+', '_');
        String wanted = digest == null ? parts.group(3) : digest;
        if (tag == null && wanted == null) {
            throw new IllegalArgumentException("which version of " + address + " is deployed: say chartVersion");
        }
        try {
            return new OciChart(ImageRepository.parse(parts.group(1)), tag, wanted);
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(e.problems().get(0), e);
        }
    }

    /** Fetches the packaged chart into the directory. */
    Path fetch(Path directory, HelmDeployRequest request, Registries registries, EngineContext context)
            throws InterruptedException {
        AwsSettings aws =
                new AwsSettings(request.region(), request.registryId(), request.roleArn(), request.endpoint());
        RegistrySettings settings = new RegistrySettings(request.registryCredentialsId(), request.plainHttp(), aws);
        Registry registry = registries.open(repository, settings, context);
        RegistryManifest manifest = registry.manifest(tag == null ? digest : tag)
                .orElseThrow(() -> new NotFoundException(
                        "There is no chart " + this + ".", "Push it first, or correct chart and chartVersion."));
        if (digest != null && !manifest.digest().equals(digest)) {
            throw new TerminalException(
                    this + " has the digest " + manifest.digest() + ", and " + digest + " is to be deployed.",
                    "The version was pushed again since: deploy the one that was tested by its digest, or build a new one.");
        }
        RegistryManifest.Descriptor archive = ChartMedia.archive(manifest)
                .orElseThrow(() -> new TerminalException(this + " is no chart.", "Correct the address."));
        Path file = directory.resolve("chart.tgz");
        try {
            Files.write(file, registry.blob(archive.digest(), MOST));
        } catch (IOException e) {
            throw new TerminalException(
                    this + " cannot be written to a file (" + e.getMessage() + ").", "Check the free space.", e);
        }
        context.log().info("Chart: " + this + ", digest " + manifest.digest() + ".");
        return file;
    }

    @Override
    public String toString() {
        return SCHEME + repository + (tag == null ? "@" + digest : ":" + tag);
    }
}
