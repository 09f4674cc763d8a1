package io.jenkins.plugins.delivery.recorded.stub;

import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Type;

/** Writes the default of an annotation's element, which is what makes the element optional for who uses the annotation. */
final class DefaultValue {

    private final Words words;

    DefaultValue(Words words) {
        this.words = words;
    }

    /**
     * Reads one value and writes it.
     *
     * @param descriptor of the element's type
     */
    void write(AnnotationVisitor visitor, String descriptor) {
        switch (descriptor.charAt(0)) {
            case '[' -> array(visitor, descriptor.substring(1));
            case 'L' -> object(visitor, descriptor);
            default -> visitor.visit(null, primitive(descriptor));
        }
    }

    private void array(AnnotationVisitor visitor, String descriptor) {
        AnnotationVisitor elements = visitor.visitArray(null);
        words.expect("{");
        while (!words.accept("}")) {
            write(elements, descriptor);
            words.accept(",");
        }
        elements.visitEnd();
    }

    private void object(AnnotationVisitor visitor, String descriptor) {
        String word = words.take();
        if (word.startsWith("\"")) {
            visitor.visit(null, Literal.value(descriptor, word));
        } else if (word.startsWith("@")) {
            // What a nested annotation says matters to nobody who compiles against it.
            visitor.visitAnnotation(null, descriptor).visitEnd();
        } else if (word.endsWith(".class")) {
            String name = word.substring(0, word.length() - ".class".length());
            visitor.visit(
                    null, Type.getObjectType((name.contains(".") ? name : "java.lang." + name).replace('.', '/')));
        } else {
            visitor.visitEnum(null, descriptor, word);
        }
    }

    /** Class files tell the small types apart here, unlike in constant fields. */
    private Object primitive(String descriptor) {
        if (words.accept("(")) {
            words.take();
            words.expect(")");
        }
        String text = (words.accept("-") ? "-" : "") + words.take();
        Object value = Literal.value(descriptor, text);
        return switch (descriptor) {
            case "Z" -> value.equals(1);
            case "B" -> ((Integer) value).byteValue();
            case "S" -> ((Integer) value).shortValue();
            case "C" -> (char) (int) value;
            default -> value;
        };
    }
}
