package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.Template;
import io.jenkins.plugins.delivery.engine.layout.FileFormat;
import io.jenkins.plugins.delivery.engine.layout.GitOpsFile;
import io.jenkins.plugins.delivery.engine.ledger.LedgerAction;
import io.jenkins.plugins.delivery.engine.trailer.Trailers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a promotion means, independent of what the file looks like at the moment: "set image.tag of payments in stage to 1.4.0". It is
 * applied again to the fresh text after every lost race.
 *
 * @param id the same for the same intent of the same run, so that a restarted run knows its own commit
 * @param target what is changed
 * @param values YAML path to new value, in order
 * @param artifact what is promoted
 * @param provenance why and by whom
 */
public record PromotionIntent(
        String id, Target target, Map<String, String> values, Artifact artifact, Provenance provenance) {

    /** @param file path in the GitOps repository */
    public record Target(String environment, String service, String file) {

        /** @throws InvalidInputException when the file is not a YAML or JSON file inside the repository */
        public Target {
            boolean outside = file.startsWith("/")
                    || file.isBlank()
                    || file.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':' || c == 0x7f)
                    || Arrays.stream(file.split("/", -1))
                            .anyMatch(part -> List.of("", ".", "..").contains(part) || part.equalsIgnoreCase(".git"));
            if (outside) {
                throw new InvalidInputException(
                        "argoPromote", List.of("file '" + file + "' is not a relative path inside the repository"));
            }
            FileFormat.problem(file).ifPresent(problem -> {
                throw new InvalidInputException("argoPromote", List.of(problem));
            });
        }
    }

    /** Identity of what is promoted; everything but the version may be null. */
    public record Artifact(
            String version, String digest, String chartVersion, String chartContent, String sourceCommit) {}

    /** For the ledger; each may be null. */
    public record Provenance(String run, String approver, String reason, Proof proof, String override) {

        /** Of something that no freeze can hold up. */
        Provenance(String run, String approver, String reason, Proof proof) {
            this(run, approver, reason, proof, null);
        }
    }

    /**
     * What was proved of the artifact; each may be null.
     *
     * @param evidence digest of the record
     * @param scan verdict in words
     */
    public record Proof(String evidence, String scan) {
        static final Proof NONE = new Proof(null, null);
    }

    public PromotionIntent {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The intent of a request to promote. */
    static PromotionIntent of(ArgoPromoteRequest request, String run) {
        Map<String, String> variables = request.variables();
        Target target = new Target(request.env(), request.service(), Template.expand(request.file(), variables));
        Map<String, String> values = new LinkedHashMap<>();
        request.set()
                .forEach((path, value) ->
                        values.put(Template.expand(path, variables), Template.expand(value.toString(), variables)));
        return new PromotionIntent(
                id(run, target, values + " " + request.digest() + " " + request.chartVersion()),
                target,
                values,
                new Artifact(
                        request.version(),
                        request.digest(),
                        request.chartVersion(),
                        request.chartContent(),
                        request.commit()),
                new Provenance(
                        run,
                        request.approver(),
                        request.reason(),
                        new Proof(request.evidence(), request.scan()),
                        request.override()));
    }

    /** Two runs never share an intent; without a run each call is one of its own. */
    static String id(String run, Target target, String meaning) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String text =
                    String.join("\n", run == null ? UUID.randomUUID().toString() : run, target.toString(), meaning);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The same intent, written at these places. */
    PromotionIntent with(Map<String, String> places) {
        return new PromotionIntent(id, target, places, artifact, provenance);
    }

    /** The text with the values of this intent. */
    String applyTo(String text) {
        return new GitOpsFile(target.file(), text).with(values);
    }

    /**
     * The commit message: a subject for people and the trailers of the ledger.
     *
     * @param from what stood there before, or null
     */
    String message(String from) {
        Trailers trailers = new Trailers()
                .add(Trailers.ACTION, LedgerAction.PROMOTE.text())
                .add(Trailers.SERVICE, target.service())
                .add(Trailers.ENVIRONMENT, target.environment())
                .add(Trailers.VERSION, artifact.version())
                .add(Trailers.FROM, from)
                .add(Trailers.DIGEST, artifact.digest())
                .add(Trailers.CHART_VERSION, artifact.chartVersion())
                .add(Trailers.CHART_CONTENT, artifact.chartContent())
                .add(Trailers.SOURCE_COMMIT, artifact.sourceCommit())
                .add(Trailers.EVIDENCE, provenance.proof().evidence())
                .add(Trailers.SCAN, provenance.proof().scan())
                .add(Trailers.RUN, provenance.run())
                .add(Trailers.APPROVER, provenance.approver())
                .add(Trailers.REASON, provenance.reason())
                .add(Trailers.OVERRIDE, provenance.override())
                .add(Trailers.FILE, target.file());
        values.keySet().forEach(path -> trailers.add(Trailers.SET, path));
        return trailers.add(Trailers.INTENT, id)
                .message("promote " + target.service() + " " + artifact.version() + " to " + target.environment());
    }
}
