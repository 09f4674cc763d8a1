/** Takes an agent as deliveryCheck says, checks out there, and runs the body in the container of the role where there are containers. */
def call(Map agent, String role, Closure body) {
    if (agent.kind == 'kubernetes') {
        podTemplate(agent.pod) {
            node(POD_LABEL) {
                checkout scm
                container(agent.containers[role]) {
                    body()
                }
            }
        }
    } else {
        node(agent.label) {
            checkout scm
            if (agent.kind == 'docker') {
                docker.image(agent.containers[role]).inside(agent.args) {
                    body()
                }
            } else {
                body()
            }
        }
    }
}
