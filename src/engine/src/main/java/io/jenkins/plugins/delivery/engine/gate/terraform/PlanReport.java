package io.jenkins.plugins.delivery.engine.gate.terraform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan would change, or changed. No values of attributes: they may be secret.
 *
 * @param root module, as a directory of the workspace; {@code .} for the workspace itself
 * @param digest of what would be done, {@code sha256:…}; the same for the same changes of the same resources
 * @param file of the plan, relative to the workspace
 * @param fileDigest of that file, {@code sha256:…}
 * @param changes of resources, as the plan orders them
 * @param outputs how many outputs change
 * @param applied whether it was done
 */
record PlanReport(
        String root,
        String digest,
        String file,
        String fileDigest,
        List<Change> changes,
        int outputs,
        boolean applied) {

    /** More are only counted: the result is kept in the saved state of a run. */
    private static final int LISTED = 40;

    PlanReport {
        changes = List.copyOf(changes);
    }

    /** What happens to one resource. */
    enum Kind {
        CREATE("+"),
        UPDATE("~"),
        REPLACE("-/+"),
        DESTROY("-"),
        /** Terraform forgets it, and it stays. */
        FORGET(".");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    /** @param address of the resource */
    record Change(Kind kind, String address) {

        boolean destroys() {
            return kind == Kind.DESTROY || kind == Kind.REPLACE;
        }

        @Override
        public String toString() {
            return kind.sign + " " + address;
        }
    }

    int count(Kind kind) {
        return (int) changes.stream().filter(change -> change.kind() == kind).count();
    }

    /** How many resources and outputs change. */
    int size() {
        return changes.size() + outputs;
    }

    boolean nothing() {
        return size() == 0;
    }

    PlanReport done() {
        return new PlanReport(root, digest, file, fileDigest, changes, outputs, true);
    }

    /** {@code 2 to create, 1 to destroy}. */
    String text() {
        if (nothing()) {
            return "no changes";
        }
        List<String> parts = new ArrayList<>();
        part(parts, Kind.CREATE, "to create");
        part(parts, Kind.UPDATE, "to update");
        part(parts, Kind.REPLACE, "to replace");
        part(parts, Kind.DESTROY, "to destroy");
        part(parts, Kind.FORGET, "to forget");
        if (outputs > 0) {
            parts.add(outputs + (outputs == 1 ? " output" : " outputs"));
        }
        return String.join(", ", parts);
    }

    private void part(List<String> parts, Kind kind, String word) {
        if (count(kind) > 0) {
            parts.add(count(kind) + " " + word);
        }
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("root", root);
        map.put("digest", digest);
        map.put("file", file);
        map.put("fileDigest", fileDigest);
        map.put("create", count(Kind.CREATE));
        map.put("update", count(Kind.UPDATE));
        map.put("replace", count(Kind.REPLACE));
        map.put("destroy", count(Kind.DESTROY));
        map.put("outputs", outputs);
        map.put("changes", changes.stream().limit(LISTED).map(Change::toString).toList());
        map.put("applied", applied);
        return map;
    }
}
