package io.jenkins.plugins.delivery.recorded.stub;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the members of one stub. Bodies throw null: a stub is compiled against and never run. */
final class MemberWriter {

    private static final int CONSTANT = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_ENUM;

    private static final String DEPRECATED = "Ljava/lang/Deprecated;";

    private final ClassWriter writer;
    private final String owner;
    private final Map<String, String> variables;
    private final KnownTypes known;
    private final Set<String> mentioned;

    MemberWriter(
            ClassWriter writer, String owner, Map<String, String> variables, KnownTypes known, Set<String> mentioned) {
        this.writer = writer;
        this.owner = owner;
        this.variables = variables;
        this.known = known;
        this.mentioned = mentioned;
    }

    /** Writes one line of the list. */
    void write(String line) {
        Words words = new Words(line);
        Prefix prefix = Prefix.ofMember(words);
        if (words.accept("constant")) {
            field(prefix.access() | CONSTANT, words.take(), StubType.of(owner), null);
            return;
        }
        TypeReader types = new TypeReader(words, variables, known, mentioned);
        String generic = types.parameters();
        int start = words.mark();
        words.take();
        if (words.accept("(")) {
            constructor(prefix, generic, words, types);
            return;
        }
        words.back(start);
        StubType type = types.type();
        String name = words.take();
        if (words.accept("(")) {
            List<StubType> parameters = parameters(words, types);
            method(prefix, name, new Shape(generic, parameters, type), words, types);
        } else {
            Object constant = words.accept("=") ? Literal.value(type.descriptor(), words.rest()) : null;
            field(prefix.access(), name, type, constant);
        }
    }

    private void field(int access, String name, StubType type, Object constant) {
        FieldVisitor field = writer.visitField(access, name, type.descriptor(), type.signature(), constant);
        if ((access & Opcodes.ACC_DEPRECATED) != 0) {
            field.visitAnnotation(DEPRECATED, true).visitEnd();
        }
        field.visitEnd();
    }

    /** Type parameters, parameters and result of a method. */
    private record Shape(String generic, List<StubType> parameters, StubType result) {

        String descriptor(String before) {
            StringBuilder text = new StringBuilder("(").append(before);
            parameters.forEach(parameter -> text.append(parameter.descriptor()));
            return text.append(')').append(result.descriptor()).toString();
        }

        String signature() {
            StringBuilder text = new StringBuilder(generic).append('(');
            parameters.forEach(parameter -> text.append(parameter.signature()));
            return text.append(')').append(result.signature()).toString();
        }
    }

    private List<StubType> parameters(Words words, TypeReader types) {
        List<StubType> parameters = words.peek().equals(")") ? List.of() : types.list(",");
        words.expect(")");
        return parameters;
    }

    private void constructor(Prefix prefix, String generic, Words words, TypeReader types) {
        Shape shape = new Shape(generic, parameters(words, types), new StubType("V", "V"));
        method(prefix, "<init>", shape, words, types);
    }

    private void method(Prefix prefix, String name, Shape shape, Words words, TypeReader types) {
        List<StubType> thrown = words.accept("throws") ? types.list(",") : List.of();
        boolean genericThrows = thrown.stream().anyMatch(StubType::isTypeVariable);
        StringBuilder signature = new StringBuilder(shape.signature());
        thrown.forEach(type -> signature.append(genericThrows ? "^" + type.signature() : ""));
        MethodVisitor method = writer.visitMethod(
                prefix.access() | (words.hasVarargs() ? Opcodes.ACC_VARARGS : 0),
                name,
                shape.descriptor(name.equals("<init>") ? outerInstance() : ""),
                signature.toString(),
                thrown.stream().map(StubType::internalName).toArray(String[]::new));
        if ((prefix.access() & Opcodes.ACC_DEPRECATED) != 0) {
            method.visitAnnotation(DEPRECATED, true).visitEnd();
        }
        if (words.accept("default")) {
            AnnotationVisitor value = method.visitAnnotationDefault();
            new DefaultValue(words).write(value, shape.result().descriptor());
            value.visitEnd();
        }
        words.expectEnd();
        if ((prefix.access() & Opcodes.ACC_ABSTRACT) == 0) {
            method.visitCode();
            method.visitInsn(Opcodes.ACONST_NULL);
            method.visitInsn(Opcodes.ATHROW);
            method.visitMaxs(0, 0);
        }
        method.visitEnd();
    }

    /** The object around an instance of an inner class is the first parameter of its constructors in class files. */
    private String outerInstance() {
        return (known.access(owner) & Opcodes.ACC_STATIC) != 0
                ? ""
                : known.outer(owner).map(outer -> "L" + outer + ";").orElse("");
    }
}
