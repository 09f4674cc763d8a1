package io.jenkins.plugins.delivery.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one parameter of a step, on a component of its request record. The default is not here: {@code defaults.yaml} is the
 * only home of defaults. A component that is neither required nor defaulted is null when absent (empty for lists and maps).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {

    /** One sentence for help pages and the step table. */
    String help();

    /** Whether the step is refused without it. */
    boolean required() default false;
}
