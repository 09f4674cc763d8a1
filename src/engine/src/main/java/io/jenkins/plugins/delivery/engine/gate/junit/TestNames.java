package io.jenkins.plugins.delivery.engine.gate.junit;

/** How the names in a JUnit report become those that people and tools know. */
public interface TestNames {

    /**
     * Class and name, {@code shop.CartTest.adds}, for people and to run it again: the presets for Maven, Gradle, pytest, Go and Jest
     * make of it what their tool wants. Mocha's and Cypress's class is the end of the name.
     */
    TestNames CLASS_AND_NAME =
            (suite, type, name) -> type.isEmpty() || (name + ".").startsWith(type + ".") || name.endsWith(" " + type)
                    ? name
                    : type + "." + name;

    /** The name for people. */
    String test(String suite, String type, String name);

    /** What runs the test again. */
    default String id(String suite, String type, String name) {
        return test(suite, type, name);
    }

    /** What runs a whole suite again that failed without naming a test; null when nothing does. */
    default String suiteId(String suite) {
        return null;
    }
}
