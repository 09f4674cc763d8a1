package io.jenkins.plugins.delivery.runner.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.delivery.testbed.git.GitAccess;
import io.jenkins.plugins.delivery.testbed.git.RepositoryBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the sandbox's GitOps repository with the files that the plan will change, as they would be before the first run. */
final class SandboxGitOps {

    /** One key of a YAML path as argoPromote reads them: a bare or quoted name with an optional list index or filter. */
    private static final Pattern KEY =
            Pattern.compile("(?:\\[\"([^\"]+)\"]|\"([^\"]+)\"|([^.\\[\"]+))(?:\\[(\\d+)]|\\[(\\w+)=([^]]+)])?\\.?");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    private SandboxGitOps() {}

    /**
     * Writes and pushes the files.
     *
     * @param files the plan's files: environment, file, set
     * @param before the value that stands there before the first promotion
     */
    static void fill(String url, GitAccess access, Path directory, List<Map<String, Object>> files, String before) {
        Map<String, String> contents = new LinkedHashMap<>();
        contents.put(
                "README.md",
                "# Desired state\n\nArgo CD follows this repository; the pipeline promotes by commits to it.\n");
        files.forEach(change -> contents.put(text(change, "file"), content(change, before)));
        try (RepositoryBuilder repository = RepositoryBuilder.init(directory)) {
            repository.author("Platform Team", "platform@example.com");
            repository.commit("chore: environments of the sandbox", contents);
            repository.push(url, access);
        }
    }

    private static String content(Map<String, Object> change, String before) {
        Map<?, ?> set = (Map<?, ?>) change.get("set");
        Map<String, Object> tree = new LinkedHashMap<>();
        set.keySet().forEach(path -> put(tree, String.valueOf(path), before));
        try {
            return "# " + text(change, "environment") + ": what Argo CD runs there. Changed by the pipeline.\n"
                    + YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps and texts can always be written as YAML", e);
        }
    }

    private static void put(Map<String, Object> tree, String path, String value) {
        Matcher key = KEY.matcher(path);
        Map<String, Object> here = tree;
        while (key.lookingAt()) {
            boolean last = key.end() == key.regionEnd();
            String name = key.group(1) != null ? key.group(1) : key.group(2) != null ? key.group(2) : key.group(3);
            if (key.group(4) != null || key.group(5) != null) {
                here = element(here, name, key);
            } else if (last) {
                here.put(name, value);
            } else {
                here = child(here, name);
            }
            if (last) {
                return;
            }
            key.region(key.end(), key.regionEnd());
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> parent, String name) {
        return (Map<String, Object>) parent.computeIfAbsent(name, missing -> new LinkedHashMap<String, Object>());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> element(Map<String, Object> parent, String name, Matcher key) {
        List<Object> list = (List<Object>) parent.computeIfAbsent(name, missing -> new ArrayList<>());
        Map<String, Object> item = new LinkedHashMap<>();
        if (key.group(5) != null) {
            item.put(key.group(5), key.group(6));
        }
        list.add(item);
        return item;
    }

    private static String text(Map<String, Object> map, String key) {
        return String.valueOf(map.get(key));
    }
}
