package io.jenkins.plugins.delivery.recorded.usage;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ErrorType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;

/** Finds every class and interface that a type or signature mentions. Type variables say nothing here: their bounds belong to their declaration. */
final class MentionedTypes extends SimpleTypeVisitor14<Void, Void> {

    private final Set<TypeElement> found = new LinkedHashSet<>();

    private MentionedTypes() {}

    /** @throws IllegalStateException when the class path lacks a mentioned type */
    static Set<TypeElement> of(TypeMirror type) {
        MentionedTypes mentioned = new MentionedTypes();
        mentioned.visit(type);
        return mentioned.found;
    }

    @Override
    public Void visitDeclared(DeclaredType type, Void none) {
        found.add((TypeElement) type.asElement());
        visit(type.getEnclosingType());
        type.getTypeArguments().forEach(this::visit);
        return null;
    }

    @Override
    public Void visitError(ErrorType type, Void none) {
        throw new IllegalStateException("A used signature mentions " + type
                + ", which is not on the class path. Add the artifact that has it to src/plugin/pom.xml.");
    }

    @Override
    public Void visitArray(ArrayType type, Void none) {
        return visit(type.getComponentType());
    }

    @Override
    public Void visitWildcard(WildcardType type, Void none) {
        if (type.getExtendsBound() != null) {
            visit(type.getExtendsBound());
        }
        return type.getSuperBound() == null ? null : visit(type.getSuperBound());
    }

    @Override
    public Void visitIntersection(IntersectionType type, Void none) {
        type.getBounds().forEach(this::visit);
        return null;
    }

    @Override
    public Void visitExecutable(ExecutableType type, Void none) {
        visit(type.getReturnType());
        type.getParameterTypes().forEach(this::visit);
        type.getThrownTypes().forEach(this::visit);
        return null;
    }
}
