package io.jenkins.plugins.delivery.runner.host;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for Jenkins' annotation of the same name, so that {@code @Library('…') _} compiles; read by {@link JenkinsfileSource}. */
@Retention(RetentionPolicy.SOURCE)
public @interface Library {

    /** Names of libraries, each optionally followed by {@code @version}. */
    String[] value() default {};

    /** Accepted as Jenkins does; without meaning here. */
    boolean changelog() default true;
}
