package io.jenkins.plugins.delivery.run;

import io.jenkins.plugins.delivery.engine.Attachments;
import io.jenkins.plugins.delivery.engine.SecretRedactor;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.Serializable;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/**
 * The build's attachments for a call on an agent. Each text comes over the channel as it is kept, so a step that fails there, or whose
 * agent is lost, loses none. The agent is not trusted: name, size and secrets are looked at again on the controller.
 */
final class AgentAttachments implements Attachments, SerializableOnlyOverRemoting {

    private static final long serialVersionUID = 1L;

    /** What the agent may call here; public and serializable for the channel's stand-in, the only one that is ever sent. */
    @FunctionalInterface
    public interface Port extends Serializable {
        /** @throws IOException a plain one, whose class and text the agent knows */
        void keep(String name, String text) throws IOException;
    }

    private final Port port;

    AgentAttachments(RunAttachments attachments, SecretRedactor redactor) {
        this((name, text) -> {
            try {
                attachments.keep(name, redactor.redact(text));
            } catch (IOException | RuntimeException e) {
                throw new IOException(redactor.redact(String.valueOf(e.getMessage())));
            }
        });
    }

    private AgentAttachments(Port port) {
        this.port = port;
    }

    @Override
    public void keep(String name, String text) throws IOException {
        RunAttachments.requireSize(text);
        port.keep(name, text);
    }

    /** The channel releases the port when the call has ended. */
    private Object writeReplace() throws NotSerializableException {
        return new AgentAttachments(getChannelForSerialization().export(Port.class, port));
    }
}
