package io.jenkins.plugins.delivery.recorded.stub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads types from the words of a line. A name without a dot is a type variable when one of that name is declared around it, otherwise a
 * type of {@code java.lang}.
 */
final class TypeReader {

    private static final StubType OBJECT = StubType.of("java/lang/Object");

    private static final Map<String, String> PRIMITIVES = Map.of(
            "boolean", "Z", "byte", "B", "char", "C", "short", "S", "int", "I", "long", "J", "float", "F", "double",
            "D", "void", "V");

    private final Words words;
    private final Map<String, String> variables;
    private final KnownTypes known;
    private final Set<String> mentioned;

    /**
     * @param variables erasure of each type variable in scope
     * @param mentioned gets the internal name of every class that is read
     */
    TypeReader(Words words, Map<String, String> variables, KnownTypes known, Set<String> mentioned) {
        this.words = words;
        this.variables = new HashMap<>(variables);
        this.known = known;
        this.mentioned = mentioned;
    }

    /** Erasures of the type variables around, those included that were read. */
    Map<String, String> variables() {
        return variables;
    }

    /** Reads type parameters in angle brackets when there are any, and gives their signature, empty when there are none. */
    String parameters() {
        if (!words.peek().equals("<")) {
            return "";
        }
        // A bound may name a parameter that is declared behind it: first the names are learnt, then their erasures.
        int start = words.mark();
        learnNames();
        words.back(start);
        parameterList();
        words.back(start);
        return parameterList();
    }

    private void learnNames() {
        int depth = 0;
        String before = "";
        do {
            String word = words.take();
            if (depth == 1 && (before.equals("<") || before.equals(","))) {
                variables.put(word, OBJECT.descriptor());
            }
            depth += word.equals("<") ? 1 : word.equals(">") ? -1 : 0;
            before = word;
        } while (depth > 0);
    }

    private String parameterList() {
        StringBuilder signature = new StringBuilder("<");
        words.expect("<");
        do {
            String name = words.take();
            signature.append(name);
            List<StubType> bounds = words.accept("extends") ? list("&") : List.of(OBJECT);
            variables.put(name, bounds.get(0).descriptor());
            signature.append(firstBound(bounds.get(0)));
            bounds.stream().skip(1).forEach(bound -> signature.append(':').append(bound.signature()));
        } while (words.accept(","));
        words.expect(">");
        return signature.append('>').toString();
    }

    /** The first colon is that of a class bound, which is empty when the first bound is an interface. */
    private String firstBound(StubType bound) {
        boolean isInterface = !bound.isTypeVariable() && known.isInterface(bound.internalName());
        return (isInterface ? "::" : ":") + bound.signature();
    }

    /** Reads types with a sign between them. */
    List<StubType> list(String separator) {
        List<StubType> types = new ArrayList<>();
        do {
            types.add(type());
        } while (words.accept(separator));
        return types;
    }

    /** Reads one type. */
    StubType type() {
        String name = words.take();
        StubType type;
        if (PRIMITIVES.containsKey(name)) {
            type = new StubType(PRIMITIVES.get(name), PRIMITIVES.get(name));
        } else if (variables.containsKey(name)) {
            type = new StubType("T" + name + ";", variables.get(name));
        } else {
            type = classType((name.contains(".") ? name : "java.lang." + name).replace('.', '/'));
        }
        while (words.accept("[")) {
            words.expect("]");
            type = type.array();
        }
        return words.accept("...") ? type.array() : type;
    }

    private StubType classType(String name) {
        StringBuilder internal = new StringBuilder(name);
        StringBuilder signature = new StringBuilder("L").append(name).append(arguments());
        while (words.peek().startsWith("$")) {
            String inner = words.take();
            internal.append(inner);
            signature.append('.').append(inner.substring(1)).append(arguments());
        }
        mentioned.add(internal.toString());
        return new StubType(signature.append(';').toString(), "L" + internal + ";");
    }

    private String arguments() {
        if (!words.accept("<")) {
            return "";
        }
        List<String> arguments = new ArrayList<>();
        do {
            arguments.add(argument());
        } while (words.accept(","));
        words.expect(">");
        return arguments.stream().collect(Collectors.joining("", "<", ">"));
    }

    private String argument() {
        if (!words.accept("?")) {
            return type().signature();
        }
        if (words.accept("extends")) {
            return "+" + type().signature();
        }
        return words.accept("super") ? "-" + type().signature() : "*";
    }
}
