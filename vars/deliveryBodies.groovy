/** The configuration with every closure replaced by true; the closures go to bodies under their path. */
Map call(Map config, String path, Map bodies) {
    Map plain = [:]
    for (key in (config.keySet() as List)) {
        def value = config[key]
        if (value instanceof Closure) {
            bodies[path + key] = value
            value = true
        } else if (value instanceof Map) {
            value = call(value, "${path}${key}.".toString(), bodies)
        }
        plain[key] = value
    }
    return plain
}
