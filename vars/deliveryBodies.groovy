/** The configuration with every closure replaced by true; the closures go to bodies under their path. */
Map call(Map config, String path, Map bodies) {
    Map plain = [:]
    List keys = config.keySet() as List
    for (int i = 0; i < keys.size(); i++) {
        def key = keys[i]
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
