package io.jenkins.plugins.delivery.recorded;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Stapler makes callable from outside asks for a permission and says its HTTP method. A method that fills, checks, completes or tests
 * something must be POST: a link or an image in a page then cannot make an administrator's browser call it.
 */
final class WebMethodRule {

    private static final String OURS = "io.jenkins.plugins.delivery.";
    private static final Pattern NAME = Pattern.compile("do[A-Z].*");
    private static final Pattern FORM = Pattern.compile("do(AutoComplete|Check|Fill|Test|Validate|Verify).*");
    private static final Pattern PERMISSION = Pattern.compile("(check|has)(Any)?Permission2?");

    private static final Set<String> EXPOSING =
            Set.of("org.kohsuke.stapler.WebMethod", "org.kohsuke.stapler.bind.JavaScriptMethod");
    private static final Set<String> POSTS =
            Set.of("org.kohsuke.stapler.verb.POST", "org.kohsuke.stapler.interceptor.RequirePOST");
    private static final Set<String> GETS = Set.of("org.kohsuke.stapler.verb.GET");

    private WebMethodRule() {}

    /** The web methods of these classes. */
    static List<JavaMethod> webMethods(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(method -> NAME.matcher(method.getName()).matches() || has(method, EXPOSING))
                .toList();
    }

    /** A sentence for each fault, sorted. */
    static List<String> violations(JavaClasses classes) {
        return webMethods(classes).stream()
                .flatMap(method -> faults(method).stream().map(fault -> method.getFullName() + " " + fault))
                .sorted()
                .toList();
    }

    private static List<String> faults(JavaMethod method) {
        List<String> faults = new ArrayList<>();
        boolean form = FORM.matcher(method.getName()).matches();
        if (form && !has(method, POSTS)) {
            faults.add("fills, checks or tests without @POST or @RequirePOST");
        } else if (!has(method, POSTS) && !has(method, GETS)) {
            faults.add("does not say whether it is @GET or @POST");
        }
        if (!asksForPermission(method)) {
            faults.add("checks no permission");
        }
        return faults;
    }

    private static boolean has(JavaMethod method, Set<String> annotations) {
        return method.getAnnotations().stream()
                .anyMatch(annotation ->
                        annotations.contains(annotation.getRawType().getName()));
    }

    /** Whether the method, or one of ours that it calls, calls a permission check of Jenkins. */
    private static boolean asksForPermission(JavaMethod method) {
        Set<JavaCodeUnit> seen = new HashSet<>(Set.of(method));
        Deque<JavaCodeUnit> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            JavaCodeUnit unit = next.remove();
            if (calls(unit).anyMatch(WebMethodRule::isPermissionCheck)) {
                return true;
            }
            calls(unit)
                    .flatMap(target -> target.resolveMember().stream())
                    .filter(seen::add)
                    .forEach(next::add);
        }
        return false;
    }

    private static Stream<CodeUnitAccessTarget> calls(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getCallsFromSelf().stream().map(call -> call.getTarget()),
                unit.getCodeUnitReferencesFromSelf().stream().map(reference -> reference.getTarget()));
    }

    private static boolean isPermissionCheck(CodeUnitAccessTarget target) {
        return PERMISSION.matcher(target.getName()).matches()
                && !target.getOwner().getName().startsWith(OURS);
    }
}
