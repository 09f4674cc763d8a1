package io.jenkins.plugins.delivery.engine.gate.terraform;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong with the code. The texts come from programs that have read it, and may hold anything.
 *
 * @param check that found it
 * @param id of the rule
 * @param severity of it
 * @param file relative to the workspace; empty when it is about none
 * @param line from 1; 0 when it is about no line
 * @param message in the program's own words, one line
 */
record TerraformFinding(
        TerraformCheck check, String id, TerraformSeverity severity, String file, int line, String message) {

    private static final int LONGEST = 300;

    TerraformFinding {
        String text = message.strip().replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ");
        message = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** {@code main.tf:12}. */
    String place() {
        return file + (line > 0 ? ":" + line : "");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("check", check.text());
        map.put("id", id);
        map.put("severity", severity.text());
        map.put("file", file);
        map.put("line", line);
        map.put("message", message);
        return map;
    }

    /** For sentences: {@code CKV_AWS_20 in s3.tf:3: S3 bucket is public}. */
    @Override
    public String toString() {
        return id + (file.isEmpty() ? "" : " in " + place()) + ": " + message;
    }
}
