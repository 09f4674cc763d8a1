package io.jenkins.plugins.delivery.recorded;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One type of the list, in the words of Java, with every type name in full: nested types with a {@code $}, {@code java.lang} left out,
 * no parameter names, no bodies.
 *
 * @param declaration such as {@code public abstract class hudson.model.Actionable implements hudson.model.ModelObject}
 * @param members declarations of the members in use, such as {@code public int getNumber()}, or {@code constant NAME} for one of an enum
 */
public record ApiType(String declaration, List<String> members) {

    private static final Pattern NAME = Pattern.compile("(?:^| )(?:class|interface|enum|@interface) ([\\w.$]+)");

    /** Copies the members. */
    public ApiType {
        members = List.copyOf(members);
    }

    /**
     * The binary name, such as {@code hudson.model.Descriptor$FormException}.
     *
     * @throws IllegalArgumentException when the declaration has none
     */
    public String name() {
        Matcher name = NAME.matcher(declaration);
        if (!name.find()) {
            throw new IllegalArgumentException(
                    "The line '" + declaration
                            + "' declares no type: expected class, interface, enum or @interface and a name. Record the list anew.");
        }
        return name.group(1);
    }
}
