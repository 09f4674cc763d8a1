package io.jenkins.plugins.delivery.testbed.ecr;

import java.util.Map;

/**
 * A repository as somebody looks at it who asks the API.
 *
 * @param mutability of its tags, as the API names it
 * @param scanOnPush whether pushed images are scanned
 * @param kmsKey key of its encryption; empty for AES-256
 * @param lifecyclePolicy JSON text; empty for none
 * @param tags its resource tags
 */
public record RepositoryView(
        String mutability, boolean scanOnPush, String kmsKey, String lifecyclePolicy, Map<String, String> tags) {}
