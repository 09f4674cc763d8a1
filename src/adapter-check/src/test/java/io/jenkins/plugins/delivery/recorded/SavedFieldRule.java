package io.jenkins.plugins.delivery.recorded;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Jenkins saves is plain: strings, numbers, enums, lists, maps, and objects of the adapter that are made of them. JBoss Marshalling,
 * which saves a running Pipeline, reads no record and no lambda back, and an SDK's object would tie saved builds to one version of it.
 */
final class SavedFieldRule {

    private static final String OURS = "io.jenkins.plugins.delivery.";
    private static final String ENGINE = OURS + "engine.";

    private static final Set<String> SAVED = Set.of(
            "hudson.model.Action", "hudson.model.Describable", "org.jenkinsci.plugins.workflow.steps.StepExecution");

    private static final String FACTORY = "jenkins.model.TransientActionFactory";

    private static final Pattern PLAIN = Pattern.compile(
            "java\\.lang\\.(Boolean|Double|Integer|Long|Number|Object|String)|java\\.util\\.[A-Za-z]*(List|Map|Set|Collection|Queue|Deque)");

    private SavedFieldRule() {}

    /** The classes whose instances Jenkins saves, among those outside the engine. */
    static List<JavaClass> savedClasses(JavaClasses classes) {
        return classes.stream()
                .filter(type ->
                        type.getName().startsWith(OURS) && !type.getName().startsWith(ENGINE))
                .filter(type -> SAVED.stream().anyMatch(type::isAssignableTo) && !isMadeForThePage(type))
                .toList();
    }

    /** An action that only a factory makes, for each look at the page, is never saved. */
    private static boolean isMadeForThePage(JavaClass type) {
        Set<JavaConstructorCall> made = type.getConstructorCallsToSelf();
        return !made.isEmpty()
                && made.stream().allMatch(call -> call.getOriginOwner().isAssignableTo(FACTORY));
    }

    /** A sentence for each fault, sorted. */
    static List<String> violations(JavaClasses classes) {
        return savedClasses(classes).stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.TRANSIENT))
                .flatMap(field -> field.getAllInvolvedRawTypes().stream()
                        .map(JavaClass::getBaseComponentType)
                        .filter(part -> !isPlain(part))
                        .map(part -> sentence(field, part)))
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isPlain(JavaClass type) {
        boolean ours = type.getName().startsWith(OURS) && !type.getName().startsWith(ENGINE);
        return type.isPrimitive()
                || type.isEnum()
                || PLAIN.matcher(type.getName()).matches()
                || ours && !type.isRecord() && !type.isInterface();
    }

    private static String sentence(JavaField field, JavaClass part) {
        return field.getFullName() + " is saved and holds " + part.getName();
    }
}
