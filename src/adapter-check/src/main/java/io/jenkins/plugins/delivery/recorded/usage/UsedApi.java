package io.jenkins.plugins.delivery.recorded.usage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * Collects what is used of other people's API: all that is neither the JDK's (a named module) nor of our own packages. Whatever is
 * added brings the types of its signature with it, so that the collection is closed: it mentions no type that it lacks.
 */
final class UsedApi {

    private static final String OWN = "io.jenkins.plugins.delivery.";

    private final Elements elements;
    private final Set<TypeElement> types = new LinkedHashSet<>();
    private final Set<Element> members = new LinkedHashSet<>();
    private final Set<TypeElement> ancestors = new LinkedHashSet<>();

    UsedApi(Elements elements) {
        this.elements = elements;
    }

    /** Whether a type is somebody else's and not the JDK's. */
    boolean covers(TypeElement type) {
        ModuleElement module = elements.getModuleOf(type);
        return module != null
                && module.isUnnamed()
                && !elements.getBinaryName(type).toString().startsWith(OWN);
    }

    boolean has(TypeElement type) {
        return types.contains(type);
    }

    /** Adds a type or member when it is covered; anything else, such as a package or a local variable, is nobody's API. */
    void add(Element element) {
        if (element instanceof TypeElement type) {
            addType(type);
        } else if (isMember(element) && covers((TypeElement) element.getEnclosingElement()) && members.add(element)) {
            addType((TypeElement) element.getEnclosingElement());
            add(element.asType());
            if (element instanceof Parameterizable generic) {
                addBounds(generic.getTypeParameters());
            }
        }
    }

    /** Adds all types that a signature mentions. */
    void add(TypeMirror signature) {
        MentionedTypes.of(signature).forEach(this::addType);
    }

    /** Notes that a type of ours is, or a lambda becomes, an instance of this type. */
    void addAncestor(TypeElement type) {
        if (covers(type)) {
            ancestors.add(type);
        }
    }

    private void addType(TypeElement type) {
        if (covers(type) && types.add(type)) {
            addBounds(type.getTypeParameters());
            if (type.getEnclosingElement() instanceof TypeElement outer) {
                addType(outer);
            }
        }
    }

    private void addBounds(List<? extends TypeParameterElement> parameters) {
        parameters.forEach(parameter -> parameter.getBounds().forEach(this::add));
    }

    /**
     * The compiler also has fields for {@code this}, {@code super} and {@code X.class}, and an array's {@code length} without a class. An
     * enum's methods that its declaration implies need no record.
     */
    private static boolean isMember(Element element) {
        return element.getEnclosingElement() instanceof TypeElement owner
                && !(owner.getKind() == ElementKind.ENUM && isImpliedOfEnum(element))
                && (element.getKind().isField() || element instanceof ExecutableElement)
                && !SourceVersion.isKeyword(element.getSimpleName());
    }

    private static boolean isImpliedOfEnum(Element element) {
        return element instanceof ExecutableElement method
                && method.getModifiers().contains(Modifier.STATIC)
                && (method.toString().equals("values()") || method.toString().equals("valueOf(java.lang.String)"));
    }

    Set<TypeElement> types() {
        return types;
    }

    Set<Element> members() {
        return members;
    }

    Set<TypeElement> ancestors() {
        return ancestors;
    }

    /** Grows with everything added, and with nothing else. */
    int size() {
        return types.size() + members.size();
    }
}
