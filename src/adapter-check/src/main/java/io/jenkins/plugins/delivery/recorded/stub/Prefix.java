package io.jenkins.plugins.delivery.recorded.stub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/**
 * What stands before the name in a declaration.
 *
 * @param access flags of the class file
 * @param annotations of which {@code @Deprecated} is a flag as well
 */
record Prefix(int access, List<Annotation> annotations) {

    private static final Map<String, Integer> FLAGS = Map.of(
            "public", Opcodes.ACC_PUBLIC,
            "protected", Opcodes.ACC_PROTECTED,
            "static", Opcodes.ACC_STATIC,
            "final", Opcodes.ACC_FINAL,
            "abstract", Opcodes.ACC_ABSTRACT,
            // A default method is one of an interface that is not abstract.
            "default", 0);

    private static final Map<String, Integer> KINDS = Map.of(
            "class",
            0,
            "interface",
            Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
            "@interface",
            Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_ANNOTATION,
            "enum",
            Opcodes.ACC_ENUM);

    /** An annotation, with what stands in its brackets. */
    record Annotation(String name, List<String> values) {}

    /** Reads up to the name of a type. */
    static Prefix ofType(Words words) {
        Prefix modifiers = ofMember(words);
        String kind = words.take();
        if (!KINDS.containsKey(kind)) {
            throw words.problem("class, interface, enum or @interface");
        }
        return new Prefix(modifiers.access | KINDS.get(kind), modifiers.annotations);
    }

    /** Reads up to the type parameters or the type of a member. */
    static Prefix ofMember(Words words) {
        int access = 0;
        List<Annotation> annotations = new ArrayList<>();
        while (true) {
            String word = words.peek();
            if (word.startsWith("@") && !word.equals("@interface")) {
                annotations.add(annotation(words));
                access |= word.equals("@Deprecated") ? Opcodes.ACC_DEPRECATED : 0;
            } else if (FLAGS.containsKey(word)) {
                access |= FLAGS.get(words.take());
            } else {
                return new Prefix(access, annotations);
            }
        }
    }

    private static Annotation annotation(Words words) {
        String name = words.take().substring(1);
        List<String> values = new ArrayList<>();
        if (words.accept("(")) {
            while (!words.accept(")")) {
                values.add(words.take());
                words.accept(",");
            }
        }
        return new Annotation(name, values);
    }
}
