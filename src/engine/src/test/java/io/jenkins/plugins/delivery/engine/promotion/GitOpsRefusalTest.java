package io.jenkins.plugins.delivery.engine.promotion;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.InvalidInputException;
import io.jenkins.plugins.delivery.engine.NotFoundException;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.TerminalException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a promotion does not write, and the sentence that says why. */
class GitOpsRefusalTest {

    private static final String APPLICATION = "apiVersion: argoproj.io/v1alpha1\nkind: Application\n";
    private static final String SET = "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec:\n";
    private static final String KUSTOMIZATION = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
    private static final String DEPLOYMENT =
            "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [%s]}}}\n";
    private static final String PINNED = "sha256:" + "a".repeat(64);

    private static String promoted(String file, String text, Map<String, Object> arguments) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "env", "stage",
                "service", "payments",
                "version", "1.4.0",
                "gitops", "https://git.example/gitops.git",
                "file", file));
        all.putAll(arguments);
        ArgoPromoteRequest request = RequestBinder.bind("argoPromote", ArgoPromoteRequest.class, all);
        return IntendedPlaces.of(request)
                .in(PromotionIntent.of(request, "run 7"), text)
                .applyTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stage.tfvars | stage.tfvars' is neither YAML nor JSON: it holds variables in HCL; Terraform reads the same from a file that ends in .tfvars.json, which is edited
            env/terragrunt.hcl | it is HCL; Terraform reads the same from a file that ends in .tf.json
            main.tf | it is HCL
            values.yaml.gotmpl | it is a template; name the file that it takes the value from
            values.yaml.j2 | it is a template
            env.jsonnet | it is a program; let it read the version from a YAML or JSON file
            secrets.yaml.enc | it is encrypted; keep the version in a file of its own
            Makefile | neither YAML nor JSON: other formats are not edited
            """)
    void filesOfOtherFormats(String file, String sentence) {
        assertThatThrownBy(() -> promoted(file, "", Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(sentence);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                // Templates
                refused(
                        "image:\n  tag: {{ .Values.tag }}-x\n",
                        TerminalException.class,
                        "is a template and not YAML: line 2 has {{. Templates are not edited"),
                refused(
                        "{% if stage %}\nimage: {tag: 1}\n{% endif %}\n",
                        TerminalException.class, "is a template and not YAML: line 1 has {%"),
                refused(
                        "image:\n  tag: '{{ .Values.tag }}'\n",
                        TerminalException.class,
                        "'image.tag' in f.yaml is filled in by a template: its value is {{ .Values.tag }}"),
                refused("image:\n  tag: ${TAG}\n", TerminalException.class, "is filled in by a template"),
                refused(
                        "image: {tag: '<path:secret/data#tag>'}",
                        TerminalException.class,
                        "is filled in by a template"),
                refused(
                        "image:\n  tag: {{ .Values.tag }}\n",
                        TerminalException.class,
                        "'image.tag' in line 2 of f.yaml is filled in by a template: {{ stands there"),
                // Actions in texts and comments are not why these cannot be read
                refused(
                        SET + "  template: {metadata: {name: 'payments-{{env}}'}}\n  goTemplate true\n",
                        TerminalException.class,
                        "f.yaml is not valid YAML in line "),
                refused(
                        "# for {{ env }}\nalert: |\n  {{ $value }} of \uD83D\uDCB6\nimage:\n   tag: 1.3.0\n  digest: ''\n",
                        TerminalException.class,
                        "f.yaml is not valid YAML in line 6"),
                refused(
                        "alert: \"{{ \"$value\" }}\"\nimage: {tag: 1.3.0}\n",
                        TerminalException.class,
                        "is a template and not YAML: line 1 has {{"),
                // Keys and aliases
                refused("image: {tag: 1, tag: 2}", TerminalException.class, "has the key 'tag' twice"),
                refused("image: {tag: 1}\nimage: {tag: 2}", TerminalException.class, "has the key 'image' twice"),
                refused("t: &t 1\nimage: {tag: *t}", TerminalException.class, "is only a reference to &t"),
                refused("i: &i {tag: 1}\nimage: *i", TerminalException.class, "is only a reference to &i"),
                refused(
                        "image: &i {tag: 1}\nother: *i",
                        TerminalException.class,
                        "is repeated elsewhere through *i, so changing it would change more than one place"),
                refused("image:\n  tag: |\n    1.3.0\n", TerminalException.class, "is a block scalar"),
                refused("image: {tag: !vault x}", TerminalException.class, "has the type tag !vault"),
                // Missing paths
                refused("image: {tga: 1}", NotFoundException.class, "'image' has no key 'tag'; did you mean 'tga'?"),
                refused("imgae: {tag: 1}", NotFoundException.class, "has no key 'image'; did you mean 'imgae'?"),
                refused("orders: {image: {tag: 1}}", NotFoundException.class, "has no key 'image'; there are orders."),
                refused(
                        "- image: {tag: 1}",
                        NotFoundException.class,
                        "no 'image.tag': the document is a list, not a mapping"),
                refused(
                        "image: {repository: shop/payments, digest: ''}",
                        NotFoundException.class,
                        "'image' has no key 'tag'; there are repository, digest."),
                refused("", NotFoundException.class, "f.yaml is empty, so it has no 'image.tag'"),
                refused("image: {tag: 1}\n---\nimage: {tag: 1}", TerminalException.class, "2 documents of f.yaml hold"),
                // Digests and charts that are not known
                refused(
                        "image: {tag: 1.3.0, digest: '" + PINNED + "'}",
                        TerminalException.class,
                        "'image.digest' in f.yaml pins the image by digest, which wins over a tag, and this promotion knows"
                                + " no digest. Pass digest, the result of imagePush"),
                refused("image: shop/payments@" + PINNED, TerminalException.class, "pins the image by digest"),
                refused(
                        APPLICATION + "spec: {source: {chart: payments, targetRevision: 1.3.0}}",
                        TerminalException.class,
                        "'spec.source.targetRevision' in f.yaml is the version of a chart, and this promotion knows none."
                                + " Pass chartVersion"),
                // Several places
                refused(
                        "a: {payments: {tag: 1}}\nb: {payments: {tag: 1}}",
                        TerminalException.class,
                        "2 places of f.yaml tell a version of payments: a.payments.tag, b.payments.tag. Say which one"),
                // Applications
                refused(
                        APPLICATION + "metadata: {name: x}\nspec: {source: {path: p, targetRevision: main}}",
                        NotFoundException.class,
                        "The application x in f.yaml names no version"),
                refused(
                        APPLICATION + "metadata: {name: orders-stage}\n---\n" + APPLICATION + "metadata: {name: carts}",
                        NotFoundException.class,
                        "No application of f.yaml is called payments-stage; there are orders-stage, carts."),
                refused(
                        (APPLICATION + "metadata: {name: payments}\n---\n").repeat(2),
                        TerminalException.class,
                        "2 applications of f.yaml are called payments."),
                refused(
                        APPLICATION + "spec: {source: {helm: {values: \"image:\\n  tag: \\x31\\n\"}}}",
                        TerminalException.class,
                        "is a quoted text with line breaks or escapes that would be written differently"),
                refused(
                        APPLICATION
                                + "spec:\n  source:\n    helm:\n      values: >\n        image:\n\n          tag: 1.3.0\n",
                        TerminalException.class,
                        "is a folded block (>)"),
                // Kustomizations, sets and manifests
                refused(
                        KUSTOMIZATION + "images: [{name: orders, newTag: 1}, {name: carts, newTag: 1}]",
                        NotFoundException.class,
                        "have no entry for payments; there are orders, carts. Say with image"),
                refused(
                        KUSTOMIZATION + "images: [{name: a/payments, newTag: 1}, {name: b/payments, newTag: 1}]",
                        TerminalException.class,
                        "2 images of f.yaml fit payments: images[name=a/payments], images[name=b/payments]"),
                refused(
                        KUSTOMIZATION + "images: [{name: payments, newName: x}]",
                        NotFoundException.class,
                        "'images[name=payments]' in f.yaml has neither newTag nor digest"),
                refused(
                        SET + "  generators: [{list: {elements: [{service: orders, env: stage, tag: 1}]}}]",
                        NotFoundException.class,
                        "No element of f.yaml is for payments in stage; there are"
                                + " spec.generators[0].list.elements[service=orders,env=stage]."),
                refused(
                        SET
                                + "  generators: [{list: {elements: [{service: payments, zone: a, tag: 1}, {service: payments, zone: b, tag: 1}]}}]",
                        TerminalException.class,
                        "2 elements of f.yaml fit payments in stage"),
                refused(
                        SET + "  generators: [{list: {elements: [{service: payments, env: stage, size: 1}]}}]",
                        NotFoundException.class,
                        "tells no version: its keys are service, env, size."),
                refused(
                        SET + "  generators: [{git: {files: [{path: x}]}}]",
                        NotFoundException.class,
                        "has no list generator whose elements tell a version. Promote in the file that its generator reads"),
                refused(
                        DEPLOYMENT.formatted("{name: a, image: 'a:1'}, {name: b, image: 'b:1'}"),
                        NotFoundException.class,
                        "No container of f.yaml runs the image of payments; there are a:1, b:1. Say with image"),
                refused(
                        DEPLOYMENT.formatted("{name: payments, image: ' '}"),
                        TerminalException.class,
                        "[name=payments].image' in f.yaml is ' ', which names no image that could get another tag."
                                + " Write the image there once"),
                refused(
                        DEPLOYMENT.formatted("{name: payments, image: 'shop/payments@sha512:ab'}"),
                        TerminalException.class,
                        "is 'shop/payments@sha512:ab', which names no image"));
    }

    private static Arguments refused(String text, Class<? extends DeliveryException> type, String sentence) {
        return Arguments.of(text, type, sentence);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textsThatCannotBeEditedSafely(String text, Class<? extends DeliveryException> type, String sentence) {
        assertThatThrownBy(() -> promoted("f.yaml", text, Map.of()))
                .isExactlyInstanceOf(type)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application | does not look like an Argo CD application, but like values
            kustomize | does not look like a kustomization, but like values
            application-set | does not look like an ApplicationSet
            manifest | does not look like a workload of Kubernetes
            """)
    void anotherLayoutThanTheFileHas(String layout, String sentence) {
        assertThatThrownBy(() -> promoted("f.yaml", "image: {tag: 1.3.0}\n", Map.of("layout", layout)))
                .isInstanceOf(TerminalException.class)
                .hasMessageContaining(sentence);
    }
}
