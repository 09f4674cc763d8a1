package io.jenkins.plugins.delivery.recorded.usage;

import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/**
 * Writes those annotations of the API that change how a caller is compiled, such as {@code @Target(METHOD, TYPE)}, and the defaults of
 * annotation elements.
 */
final class AnnotationText extends SimpleAnnotationValueVisitor14<String, Void> {

    private static final Set<String> WRITTEN = Set.of(
            Deprecated.class.getName(),
            Inherited.class.getName(),
            Repeatable.class.getName(),
            Retention.class.getName(),
            Target.class.getName());

    private final TypeText types;

    AnnotationText(TypeText types) {
        this.types = types;
    }

    /** The annotations, each with a space behind it. */
    String of(Element element) {
        return element.getAnnotationMirrors().stream()
                .filter(annotation -> WRITTEN.contains(types.qualified(annotation.getAnnotationType())))
                .map(annotation -> text(annotation) + " ")
                .sorted()
                .collect(Collectors.joining());
    }

    /** All of them have at most one element of interest, {@code value}; {@code since} and the like of a deprecation are for people. */
    private String text(AnnotationMirror annotation) {
        DeclaredType type = annotation.getAnnotationType();
        String value = annotation.getElementValues().entrySet().stream()
                .filter(element -> element.getKey().getSimpleName().contentEquals("value"))
                .map(element -> "(" + of(element.getValue()).replaceAll("[{}]|\\.class", "") + ")")
                .findFirst()
                .orElse("");
        return "@" + type.asElement().getSimpleName() + value;
    }

    /** A value, such as {@code true}, {@code SUCCESS}, {@code hudson.model.Run.class} or <code>{"a", "b"}</code>. */
    String of(AnnotationValue value) {
        return visit(value);
    }

    @Override
    public String visitEnumConstant(VariableElement constant, Void none) {
        return constant.getSimpleName().toString();
    }

    @Override
    public String visitType(TypeMirror type, Void none) {
        return types.erased(type) + ".class";
    }

    @Override
    public String visitArray(List<? extends AnnotationValue> values, Void none) {
        return values.stream().map(this::visit).collect(Collectors.joining(", ", "{", "}"));
    }

    /** The elements of a nested annotation matter to nobody who compiles against it. */
    @Override
    public String visitAnnotation(AnnotationMirror annotation, Void none) {
        return "@" + annotation.getAnnotationType().asElement().getSimpleName();
    }

    @Override
    protected String defaultAction(Object primitiveOrString, Void none) {
        return types.constant(primitiveOrString);
    }
}
