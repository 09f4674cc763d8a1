package io.jenkins.plugins.delivery.recorded.usage;

import java.lang.annotation.Repeatable;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Elements;

/**
 * Adds what no source names but the compiler needs, once all sources have been walked: the type arguments of supertypes, the containers
 * of repeatable annotations, and the methods that relieve a type of ours of implementing an abstract one.
 */
final class Completion {

    private final UsedApi used;
    private final Hierarchy hierarchy;
    private final Elements elements;

    Completion(UsedApi used, Hierarchy hierarchy, Elements elements) {
        this.used = used;
        this.hierarchy = hierarchy;
        this.elements = elements;
    }

    /**
     * A supertype stays when it is of the JDK or used for its own sake; the others matter to nobody, because a conversion to a type, or
     * a member inherited from it, is a use of that type.
     */
    boolean keeps(TypeElement supertype) {
        return used.has(supertype) || !elements.getModuleOf(supertype).isUnnamed();
    }

    /** Adds until nothing new turns up. */
    void run() {
        int before;
        do {
            before = used.size();
            for (TypeElement type : List.copyOf(used.types())) {
                hierarchy.supertypes(type, this::keeps).forEach(used::add);
                addContainer(type);
            }
            used.ancestors().stream()
                    .filter(used::has)
                    .flatMap(type -> hierarchy.implementations(type, List.copyOf(used.members())).stream())
                    .toList()
                    .forEach(used::add);
        } while (used.size() != before);
    }

    /** An annotation's container is looked at as soon as the annotation is used (JLS 9.6.3). */
    private void addContainer(TypeElement annotation) {
        annotation.getAnnotationMirrors().stream()
                .filter(one -> ((TypeElement) one.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(Repeatable.class.getName()))
                .flatMap(one -> one.getElementValues().values().stream())
                .map(value -> (TypeElement) ((DeclaredType) value.getValue()).asElement())
                .flatMap(container -> container.getEnclosedElements().stream())
                .filter(element -> element.getSimpleName().contentEquals("value"))
                .forEach(used::add);
    }
}
