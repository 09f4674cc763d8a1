package io.jenkins.plugins.delivery.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule finds what it is for; that it finds nothing in the adapter means something only then. */
class WebMethodRuleTest {

    private static final String[] API = {
        "package org.kohsuke.stapler.verb; public @interface POST {}",
        "package org.kohsuke.stapler.verb; public @interface GET {}",
        "package org.kohsuke.stapler.interceptor; public @interface RequirePOST {}",
        "package org.kohsuke.stapler; public @interface WebMethod {}",
        """
        package hudson.model; public interface Item {
            void checkPermission(String permission); boolean hasPermission(String permission); String getName(); }
        """
    };

    private static final String FORM = """
            package io.jenkins.plugins.delivery.toy;
            import hudson.model.Item;
            import org.kohsuke.stapler.WebMethod;
            import org.kohsuke.stapler.interceptor.RequirePOST;
            import org.kohsuke.stapler.verb.GET;
            import org.kohsuke.stapler.verb.POST;
            public class Form {
                %s
                private static String guarded(Item item) { item.checkPermission("read"); return item.getName(); }
                private static boolean hasPermission(Item item) { return true; }
            }
            """;

    private static final String UNGUARDED = "checks no permission";
    private static final String NO_POST = "fills, checks or tests without @POST or @RequirePOST";
    private static final String NO_VERB = "does not say whether it is @GET or @POST";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @POST public String doCheckName(Item item) { item.checkPermission("read"); return ""; }
            @POST public boolean doCheckName(Item item) { return item.hasPermission("read"); }
            @RequirePOST public String doTestConnection(Item item) { return guarded(item); }
            @POST public String doFillNameItems(java.util.List<Item> items) { items.forEach(item -> item.checkPermission("read")); return ""; }
            @POST public String doFillNameItems(java.util.List<Item> items) { items.forEach(Form::guarded); return ""; }
            @GET public String doIndex(Item item) { return guarded(item); }
            String doCheckName(Item item) { return ""; }
            public String document(Item item) { return ""; }
            """)
    void acceptsWhatIsGuarded(String method) throws IOException {
        assertThat(violations(method)).isEmpty();
    }

    @Test
    void findsAMissingPermissionCheck() throws IOException {
        assertThat(violations("@POST public String doCheckName(Item item) { return item.getName(); }"))
                .singleElement()
                .asString()
                .contains("Form.doCheckName", UNGUARDED);
    }

    @Test
    void isNotTakenInByAMethodOfOursThatSoundsLikeOne() throws IOException {
        assertThat(violations("@POST public boolean doCheckName(Item item) { return hasPermission(item); }"))
                .singleElement()
                .asString()
                .contains(UNGUARDED);
    }

    @ParameterizedTest
    @CsvSource({"doCheckName", "doFillNameItems", "doTestConnection", "doAutoCompleteName", "doValidate", "doVerifyName"
    })
    void findsAMissingPost(String name) throws IOException {
        assertThat(violations("@GET public String " + name + "(Item item) { return guarded(item); }"))
                .singleElement()
                .asString()
                .contains(name, NO_POST);
    }

    @Test
    void findsAMethodWithoutVerb() throws IOException {
        assertThat(violations("public String doRestart(Item item) { return guarded(item); }"))
                .singleElement()
                .asString()
                .contains(NO_VERB);
    }

    @Test
    void findsBothFaultsOfAMethodThatAnAnnotationExposes() throws IOException {
        assertThat(violations("@WebMethod public String restart(Item item) { return item.getName(); }"))
                .hasSize(2)
                .anySatisfy(fault -> assertThat(fault).contains(NO_VERB))
                .anySatisfy(fault -> assertThat(fault).contains(UNGUARDED));
    }

    private List<String> violations(String method) throws IOException {
        Sources.write(directory.resolve("sources"), API);
        Path classes = directory.resolve("classes");
        assertThat(Sources.write(directory.resolve("sources"), FORM.formatted(method))
                        .compile(classes, ""))
                .isEmpty();
        return WebMethodRule.violations(new ClassFileImporter()
                .importPath(classes.resolve(Path.of("io", "jenkins", "plugins", "delivery", "toy"))));
    }
}
