package io.jenkins.plugins.delivery.engine.git.jgit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.transport.SshConfigStore;

/** An SSH configuration without what it says about private keys and ways to log in (ssh_config(5)). */
record ConfigWithoutKeys(SshConfigStore machine) implements SshConfigStore {

    private static final Set<String> LEFT_OUT = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        LEFT_OUT.addAll(List.of(
                "AddKeysToAgent",
                "CertificateFile",
                "IdentitiesOnly",
                "IdentityAgent",
                "IdentityFile",
                "PKCS11Provider",
                "PreferredAuthentications"));
    }

    @Override
    public HostConfig lookup(String host, int port, String user) {
        return new Host(machine.lookup(host, port, user));
    }

    @Override
    public HostConfig lookupDefault(String host, int port, String user) {
        return new Host(machine.lookupDefault(host, port, user));
    }

    private record Host(HostConfig machine) implements HostConfig {

        @Override
        public String getValue(String key) {
            return LEFT_OUT.contains(key) ? null : machine.getValue(key);
        }

        @Override
        public List<String> getValues(String key) {
            return LEFT_OUT.contains(key) ? List.of() : machine.getValues(key);
        }

        @Override
        public Map<String, String> getOptions() {
            return without(machine.getOptions());
        }

        @Override
        public Map<String, List<String>> getMultiValuedOptions() {
            return without(machine.getMultiValuedOptions());
        }

        private static <V> Map<String, V> without(Map<String, V> options) {
            Map<String, V> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            kept.putAll(options);
            kept.keySet().removeAll(LEFT_OUT);
            return kept;
        }
    }
}
