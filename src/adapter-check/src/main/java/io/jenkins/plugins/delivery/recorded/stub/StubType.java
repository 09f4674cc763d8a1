package io.jenkins.plugins.delivery.recorded.stub;

/**
 * A type as class files have it (JVM specification 4.3 and 4.7.9.1).
 *
 * @param signature with type arguments and type variables
 * @param descriptor erased
 */
record StubType(String signature, String descriptor) {

    /** The class or interface of an internal name, without type arguments. */
    static StubType of(String internalName) {
        String text = "L" + internalName + ";";
        return new StubType(text, text);
    }

    /** The type of arrays of this type. */
    StubType array() {
        return new StubType("[" + signature, "[" + descriptor);
    }

    /** The name between {@code L} and {@code ;} of the descriptor of a class. */
    String internalName() {
        return descriptor.substring(1, descriptor.length() - 1);
    }

    boolean isTypeVariable() {
        return signature.startsWith("T");
    }
}
