package io.jenkins.plugins.delivery.recorded.usage;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.SimpleTypeVisitor14;

/** Writes types as the list has them: names in full, nested types with a {@code $}, {@code java.lang} left out, no annotations. */
final class TypeText extends SimpleTypeVisitor14<String, Void> {

    private static final String LANG = "java.lang.";

    private final Elements elements;

    TypeText(Elements elements) {
        this.elements = elements;
    }

    String of(TypeMirror type) {
        return visit(type);
    }

    /** The types one after the other, with commas. */
    String list(List<? extends TypeMirror> types) {
        return types.stream().map(this::of).collect(Collectors.joining(", "));
    }

    /** Type parameters with their bounds in angle brackets; empty when there are none. */
    String parameters(List<? extends TypeParameterElement> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream().map(this::parameter).collect(Collectors.joining(", ", "<", ">"));
    }

    private String parameter(TypeParameterElement parameter) {
        String bounds = parameter.getBounds().stream()
                .map(this::of)
                .filter(bound -> !bound.equals("Object"))
                .collect(Collectors.joining(" & "));
        return parameter.getSimpleName() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    /** The name of a type without arguments. */
    String name(TypeElement type) {
        String name = elements.getBinaryName(type).toString();
        return name.startsWith(LANG) && name.indexOf('.', LANG.length()) < 0 ? name.substring(LANG.length()) : name;
    }

    /** A type without its arguments. */
    String erased(TypeMirror type) {
        return type instanceof DeclaredType declared ? name((TypeElement) declared.asElement()) : of(type);
    }

    /** A constant as a literal. */
    String constant(Object value) {
        return elements.getConstantExpression(value);
    }

    /** The canonical name, as {@link Class#getCanonicalName()} has it. */
    String qualified(DeclaredType type) {
        return ((TypeElement) type.asElement()).getQualifiedName().toString();
    }

    @Override
    public String visitDeclared(DeclaredType type, Void none) {
        TypeElement element = (TypeElement) type.asElement();
        String outer = type.getEnclosingType() instanceof DeclaredType ? of(type.getEnclosingType()) : "";
        String name = outer.endsWith(">") ? outer + "$" + element.getSimpleName() : name(element);
        return type.getTypeArguments().isEmpty() ? name : name + "<" + list(type.getTypeArguments()) + ">";
    }

    @Override
    public String visitArray(ArrayType type, Void none) {
        return of(type.getComponentType()) + "[]";
    }

    @Override
    public String visitTypeVariable(TypeVariable type, Void none) {
        return type.asElement().getSimpleName().toString();
    }

    @Override
    public String visitWildcard(WildcardType type, Void none) {
        if (type.getExtendsBound() != null) {
            return "? extends " + of(type.getExtendsBound());
        }
        return type.getSuperBound() == null ? "?" : "? super " + of(type.getSuperBound());
    }

    @Override
    protected String defaultAction(TypeMirror primitiveOrVoid, Void none) {
        return primitiveOrVoid.getKind().name().toLowerCase(Locale.ROOT);
    }
}
