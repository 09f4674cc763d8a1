package io.jenkins.plugins.delivery.recorded.usage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Answers what a type inherits, from where, and which methods override which, in the real API. */
final class Hierarchy {

    private static final Set<String> METHODS_OF_OBJECT = Set.of("equals", "hashCode", "toString");

    private final Types types;
    private final Elements elements;

    Hierarchy(Types types, Elements elements) {
        this.types = types;
        this.elements = elements;
    }

    /** All supertypes, nearest first, without the type itself. */
    Set<TypeElement> ancestors(TypeElement type) {
        Set<TypeElement> found = new LinkedHashSet<>();
        Deque<TypeMirror> next = new ArrayDeque<>(types.directSupertypes(type.asType()));
        while (!next.isEmpty()) {
            TypeMirror supertype = next.remove();
            if (supertype instanceof DeclaredType declared && found.add((TypeElement) declared.asElement())) {
                next.addAll(types.directSupertypes(supertype));
            }
        }
        return found;
    }

    /**
     * The nearest supertypes of a type that are kept, with their type arguments: what is left of {@code extends} and
     * {@code implements} when the other supertypes are taken out of the hierarchy. A superclass stands first.
     */
    List<TypeMirror> supertypes(TypeElement type, Predicate<TypeElement> kept) {
        List<TypeMirror> found = new ArrayList<>();
        collect(type.asType(), kept, found);
        return found.stream()
                .filter(one -> found.stream()
                        .noneMatch(
                                other -> !types.isSameType(one, other) && types.isSubtype(other, types.erasure(one))))
                .sorted((one, other) -> Boolean.compare(isInterface(one), isInterface(other)))
                .toList();
    }

    private void collect(TypeMirror type, Predicate<TypeElement> kept, List<TypeMirror> found) {
        for (TypeMirror supertype : types.directSupertypes(type)) {
            if (!kept.test((TypeElement) types.asElement(supertype))) {
                collect(supertype, kept, found);
            } else if (found.stream().noneMatch(other -> types.isSameType(supertype, other))) {
                found.add(supertype);
            }
        }
    }

    /** Whether the type is an interface or annotation. */
    boolean isInterface(TypeMirror type) {
        return types.asElement(type).getKind().isInterface();
    }

    /** The methods that a method overrides in covered types, without those that another of them overrides in turn. */
    List<ExecutableElement> overridden(ExecutableElement method, Predicate<TypeElement> covered) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        List<ExecutableElement> all = ancestors(owner).stream()
                .filter(covered)
                .flatMap(this::methods)
                .filter(inherited -> overrides(method, inherited, owner))
                .toList();
        return all.stream()
                .filter(one -> all.stream().noneMatch(other -> isBelow(other, one)))
                .toList();
    }

    private boolean isBelow(ExecutableElement lower, ExecutableElement upper) {
        TypeMirror lowerOwner = types.erasure(lower.getEnclosingElement().asType());
        TypeMirror upperOwner = types.erasure(upper.getEnclosingElement().asType());
        return lower != upper && !types.isSameType(lowerOwner, upperOwner) && types.isSubtype(lowerOwner, upperOwner);
    }

    /** What closes an instance at the end of a try. */
    Optional<ExecutableElement> closing(TypeElement type) {
        return Stream.concat(Stream.of(type), ancestors(type).stream())
                .flatMap(this::methods)
                .filter(method -> method.getSimpleName().contentEquals("close")
                        && method.getParameters().isEmpty())
                .findFirst();
    }

    /** The abstract methods of an interface that a lambda has to implement. */
    List<ExecutableElement> unimplemented(TypeElement function) {
        return Stream.concat(Stream.of(function), ancestors(function).stream())
                .filter(type -> type.getKind().isInterface())
                .flatMap(this::methods)
                .filter(method -> isAbstract(method)
                        && !METHODS_OF_OBJECT.contains(method.getSimpleName().toString())
                        && implementation(method, function).isEmpty())
                .toList();
    }

    /**
     * The methods with which a type, or what it inherits from, implements an abstract method of the JDK or one of those given. Without
     * them in the list, whoever extends the type would have to implement the method.
     */
    List<ExecutableElement> implementations(TypeElement type, Collection<Element> listed) {
        Set<TypeElement> ancestors = ancestors(type);
        Stream<ExecutableElement> ofJdk = ancestors.stream()
                .filter(ancestor -> !elements.getModuleOf(ancestor).isUnnamed())
                .flatMap(this::methods);
        Stream<ExecutableElement> ofList = ElementFilter.methodsIn(listed).stream()
                .filter(method -> ancestors.contains((TypeElement) method.getEnclosingElement()));
        return Stream.concat(ofJdk, ofList)
                .filter(Hierarchy::isAbstract)
                .flatMap(method -> implementation(method, type).stream())
                .toList();
    }

    private Optional<ExecutableElement> implementation(ExecutableElement method, TypeElement type) {
        return Stream.concat(Stream.of(type), ancestors(type).stream())
                .flatMap(this::methods)
                .filter(other -> !isAbstract(other) && overrides(other, method, type))
                .findFirst();
    }

    private boolean overrides(ExecutableElement one, ExecutableElement other, TypeElement in) {
        return one.getSimpleName().equals(other.getSimpleName()) && elements.overrides(one, other, in);
    }

    private Stream<ExecutableElement> methods(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream();
    }

    private static boolean isAbstract(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.ABSTRACT);
    }
}
