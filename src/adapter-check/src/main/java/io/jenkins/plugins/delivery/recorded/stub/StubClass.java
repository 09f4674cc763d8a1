package io.jenkins.plugins.delivery.recorded.stub;

import io.jenkins.plugins.delivery.recorded.ApiType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes one class file: a type of the list with its members, which throw when somebody calls them. A class has no constructor but those
 * on the list, which is why stubs are not sources: there the compiler would add one.
 */
final class StubClass {

    private static final int NESTED_ONLY = Opcodes.ACC_STATIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE;

    private static final StubType OBJECT = StubType.of("java/lang/Object");
    private static final StubType ANNOTATION = StubType.of("java/lang/annotation/Annotation");

    /** Every enum has them (JLS 8.9.3), and a switch calls the first. */
    private static final List<String> IMPLIED_OF_ENUM =
            List.of("public static %s[] values()", "public static %s valueOf(String)");

    private final KnownTypes known;
    private final Set<String> mentioned = new TreeSet<>();
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    private StubClass(KnownTypes known) {
        this.known = known;
    }

    /**
     * The bytes of the class file.
     *
     * @param outerVariables erasures of the type variables of the types around
     */
    static byte[] of(ApiType type, Map<String, String> outerVariables, KnownTypes known) {
        return new StubClass(known).write(type, outerVariables);
    }

    /** The type variables that a type declares, with their erasures. */
    static Map<String, String> variables(ApiType type, Map<String, String> outer, KnownTypes known) {
        Words words = new Words(type.declaration());
        Prefix.ofType(words);
        words.take();
        TypeReader types = new TypeReader(words, outer, known, new TreeSet<>());
        types.parameters();
        return types.variables();
    }

    private byte[] write(ApiType type, Map<String, String> outerVariables) {
        Words words = new Words(type.declaration());
        Prefix prefix = Prefix.ofType(words);
        String name = words.take().replace('.', '/');
        mentioned.add(name);
        TypeReader types = new TypeReader(words, outerVariables, known, mentioned);
        head(name, prefix, words, types);
        prefix.annotations().forEach(this::annotate);
        MemberWriter members = new MemberWriter(writer, name, types.variables(), known, mentioned);
        if ((prefix.access() & Opcodes.ACC_ENUM) != 0) {
            IMPLIED_OF_ENUM.forEach(line -> members.write(line.formatted(type.name())));
        }
        type.members().forEach(members::write);
        nesting(name);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void head(String name, Prefix prefix, Words words, TypeReader types) {
        String generic = types.parameters();
        boolean isInterface = known.isInterface(name);
        boolean isEnum = (prefix.access() & Opcodes.ACC_ENUM) != 0;
        StubType none = isEnum ? new StubType("Ljava/lang/Enum<L" + name + ";>;", "Ljava/lang/Enum;") : OBJECT;
        StubType parent = !isInterface && words.accept("extends") ? types.type() : none;
        boolean more = isInterface ? words.accept("extends") : words.accept("implements");
        boolean isAnnotation = (prefix.access() & Opcodes.ACC_ANNOTATION) != 0;
        List<StubType> interfaces = more ? types.list(",") : isAnnotation ? List.of(ANNOTATION) : List.of();
        words.expectEnd();
        StringBuilder signature = new StringBuilder(generic).append(parent.signature());
        interfaces.forEach(one -> signature.append(one.signature()));
        writer.visit(
                Opcodes.V17,
                topLevel(prefix.access()) | (isInterface ? 0 : Opcodes.ACC_SUPER),
                name,
                signature.toString(),
                parent.internalName(),
                interfaces.stream().map(StubType::internalName).toArray(String[]::new));
    }

    /** A nested type's own class file knows only public and not public; the rest is in the table of nested types (JVMS 4.7.6). */
    private static int topLevel(int access) {
        return access & ~NESTED_ONLY | ((access & Opcodes.ACC_PROTECTED) != 0 ? Opcodes.ACC_PUBLIC : 0);
    }

    private void annotate(Prefix.Annotation annotation) {
        String inPackage = annotation.name().equals("Deprecated") ? "Ljava/lang/" : "Ljava/lang/annotation/";
        AnnotationVisitor visitor = writer.visitAnnotation(inPackage + annotation.name() + ";", true);
        switch (annotation.name()) {
            case "Retention" ->
                visitor.visitEnum(
                        "value",
                        "Ljava/lang/annotation/RetentionPolicy;",
                        annotation.values().get(0));
            case "Target" -> {
                AnnotationVisitor targets = visitor.visitArray("value");
                annotation
                        .values()
                        .forEach(value -> targets.visitEnum(null, "Ljava/lang/annotation/ElementType;", value));
                targets.visitEnd();
            }
            case "Repeatable" ->
                visitor.visit(
                        "value", Type.getObjectType(annotation.values().get(0).replace('.', '/')));
            case "Deprecated", "Inherited" -> {}
            default ->
                throw new IllegalArgumentException(
                        "The recorded API has an annotation @" + annotation.name()
                                + " that means nothing here: expected Deprecated, Inherited, Repeatable, Retention or Target. Record the list anew.");
        }
        visitor.visitEnd();
    }

    private void nesting(String name) {
        mentioned.addAll(known.nested(name));
        Set<String> all = new TreeSet<>();
        for (String one : mentioned) {
            for (String type = one; type != null; type = known.outer(type).orElse(null)) {
                all.add(type);
            }
        }
        // In the order of names an outer type comes before its nested ones, as the table wants it.
        for (String type : all) {
            known.outer(type)
                    .ifPresent(outer -> writer.visitInnerClass(
                            type,
                            outer,
                            type.substring(outer.length() + 1),
                            known.access(type) & ~Opcodes.ACC_DEPRECATED));
        }
    }
}
