package io.jenkins.plugins.delivery.recorded.usage;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Writes the declarations of the list: what a compiler looks at, in the words of Java. */
final class DeclarationText {

    /** In the order of the language; the others mean nothing to a caller. */
    private static final List<Modifier> MODIFIERS = List.of(
            Modifier.PUBLIC, Modifier.PROTECTED, Modifier.ABSTRACT, Modifier.DEFAULT, Modifier.STATIC, Modifier.FINAL);

    private static final Set<Modifier> IMPLIED_OF_ENUM = Set.of(Modifier.ABSTRACT, Modifier.FINAL);

    private final Hierarchy hierarchy;
    private final TypeText types;
    private final AnnotationText annotations;

    DeclarationText(Elements elements, Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
        this.types = new TypeText(elements);
        this.annotations = new AnnotationText(types);
    }

    /** The declaration of a type with those supertypes that are kept. */
    String type(TypeElement type, Predicate<TypeElement> kept) {
        ElementKind kind = type.getKind();
        List<TypeMirror> supertypes = hierarchy.supertypes(type, kept).stream()
                .filter(supertype -> !isImplied(types.of(supertype)))
                .toList();
        String keyword = kind == ElementKind.ANNOTATION_TYPE
                ? "@interface"
                : kind == ElementKind.RECORD ? "class" : kind.name().toLowerCase(Locale.ROOT);
        return annotations.of(type)
                + modifiers(type)
                + keyword
                + " "
                + types.name(type)
                + types.parameters(type.getTypeParameters())
                + supertypes(type, supertypes);
    }

    private String supertypes(TypeElement type, List<TypeMirror> supertypes) {
        if (type.getKind().isInterface()) {
            return clause(" extends ", supertypes);
        }
        boolean extended = !supertypes.isEmpty() && !hierarchy.isInterface(supertypes.get(0));
        int classes = extended ? 1 : 0;
        return clause(" extends ", supertypes.subList(0, classes))
                + clause(" implements ", supertypes.subList(classes, supertypes.size()));
    }

    private static boolean isImplied(String supertype) {
        return supertype.equals("Object")
                || supertype.startsWith("Enum<")
                || supertype.equals("java.lang.annotation.Annotation");
    }

    /** The declaration of a field, constructor or method. */
    String member(Element member) {
        if (member.getKind() == ElementKind.ENUM_CONSTANT) {
            return annotations.of(member) + "constant " + member.getSimpleName();
        }
        return annotations.of(member)
                + modifiers(member)
                + (member instanceof ExecutableElement method ? method(method) : field((VariableElement) member));
    }

    /** What members are ordered by: fields, constructors, methods, each by name and parameters. */
    String order(Element member) {
        String rank = member.getKind().isField() ? "1" : member.getKind() == ElementKind.CONSTRUCTOR ? "2" : "3";
        return rank
                + member.getSimpleName()
                + (member instanceof ExecutableElement method ? "(" + parameters(method) : "");
    }

    private String field(VariableElement field) {
        Object constant = field.getConstantValue();
        return types.of(field.asType()) + " " + field.getSimpleName()
                + (constant == null ? "" : " = " + types.constant(constant));
    }

    private String method(ExecutableElement method) {
        String generic = types.parameters(method.getTypeParameters());
        String name = method.getKind() == ElementKind.CONSTRUCTOR
                ? method.getEnclosingElement().getSimpleName().toString()
                : types.of(method.getReturnType()) + " " + method.getSimpleName();
        return (generic.isEmpty() ? "" : generic + " ")
                + name
                + "("
                + parameters(method)
                + ")"
                + clause(" throws ", method.getThrownTypes())
                + (method.getDefaultValue() == null ? "" : " default " + annotations.of(method.getDefaultValue()));
    }

    private String parameters(ExecutableElement method) {
        String parameters =
                types.list(method.getParameters().stream().map(Element::asType).toList());
        return method.isVarArgs() ? parameters.substring(0, parameters.length() - 2) + "..." : parameters;
    }

    private String clause(String keyword, List<? extends TypeMirror> listed) {
        return listed.isEmpty() ? "" : keyword + types.list(listed);
    }

    private static String modifiers(Element element) {
        return MODIFIERS.stream()
                .filter(element.getModifiers()::contains)
                .filter(modifier -> !(element.getKind() == ElementKind.ENUM && IMPLIED_OF_ENUM.contains(modifier)))
                .filter(modifier -> !(element.getKind().isInterface() && modifier == Modifier.ABSTRACT))
                .map(modifier -> modifier + " ")
                .collect(Collectors.joining());
    }
}
