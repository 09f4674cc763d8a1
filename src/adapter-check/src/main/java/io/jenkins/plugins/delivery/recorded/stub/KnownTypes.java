package io.jenkins.plugins.delivery.recorded.stub;

import io.jenkins.plugins.delivery.recorded.ApiList;
import io.jenkins.plugins.delivery.recorded.ApiType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** What class files repeat of the types that they mention, by internal name: flags and the type around. Of the list, or of the JDK. */
final class KnownTypes {

    private final Map<String, Integer> listed = new HashMap<>();

    KnownTypes(ApiList list) {
        for (ApiType type : list.types()) {
            listed.put(
                    type.name().replace('.', '/'),
                    Prefix.ofType(new Words(type.declaration())).access());
        }
    }

    /** The flags that the source declares, those of a nested type included. */
    int access(String name) {
        return Optional.ofNullable(listed.get(name)).orElseGet(() -> jdk(name).getModifiers());
    }

    boolean isInterface(String name) {
        return (access(name) & Opcodes.ACC_INTERFACE) != 0;
    }

    /** The type around a nested type. */
    Optional<String> outer(String name) {
        if (!listed.containsKey(name)) {
            return Optional.ofNullable(jdk(name).getDeclaringClass())
                    .map(type -> type.getName().replace('.', '/'));
        }
        int dollar = name.lastIndexOf('$');
        return dollar < 0
                ? Optional.empty()
                : Optional.of(name.substring(0, dollar)).filter(listed::containsKey);
    }

    /** The listed types that are nested in a type. */
    List<String> nested(String outer) {
        return listed.keySet().stream()
                .filter(name -> outer(name).filter(outer::equals).isPresent())
                .sorted()
                .toList();
    }

    private static Class<?> jdk(String name) {
        try {
            return Class.forName(name.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "The recorded API mentions " + name.replace('/', '.')
                            + " but does not list it. Record the list anew.",
                    e);
        }
    }
}
