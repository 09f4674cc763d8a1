package io.jenkins.plugins.delivery.testbed.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The repositories: those that were created, and those the image source has although nobody created them. */
final class Repositories {

    /** ECR API Reference, CreateRepository, repositoryName. */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*");

    private static final Set<String> MUTABILITIES =
            Set.of("MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION");

    private final Map<String, Repository> created = new TreeMap<>();
    private final Set<String> overlooked = new HashSet<>();
    private final ImageSource source;
    private final Clock clock;
    private final Instant begin;

    /** A repository with its settings; kmsKey is empty without a key of its own, the policy is empty for none. */
    record Repository(
            String name,
            Instant createdAt,
            String mutability,
            boolean scanOnPush,
            String kmsKey,
            String lifecyclePolicy,
            Map<String, String> tags) {

        Repository {
            tags = Map.copyOf(tags);
        }

        Repository withMutability(String other) {
            return new Repository(name, createdAt, other, scanOnPush, kmsKey, lifecyclePolicy, tags);
        }

        Repository withLifecyclePolicy(String other) {
            return new Repository(name, createdAt, mutability, scanOnPush, kmsKey, other, tags);
        }
    }

    Repositories(ImageSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.begin = clock.instant();
    }

    synchronized Repository create(String name, RepositoryView settings) {
        if (name.length() < 2 || name.length() > 256 || !NAME.matcher(name).matches()) {
            throw EcrError.invalid("Invalid parameter at 'repositoryName' failed to satisfy constraint: '"
                    + "must satisfy regular expression " + NAME.pattern() + "'");
        }
        if (find(name).isPresent()) {
            throw EcrError.of(
                    "RepositoryAlreadyExistsException",
                    "The repository with name '" + name + "' already exists in the registry with id '"
                            + EcrServer.REGISTRY_ID + "'");
        }
        Repository repository = new Repository(
                name,
                clock.instant(),
                known(settings.mutability()),
                settings.scanOnPush(),
                settings.kmsKey(),
                settings.lifecyclePolicy(),
                settings.tags());
        created.put(name, repository);
        return repository;
    }

    synchronized Repository mutability(String name, String mutability) {
        Repository old = get(name);
        Repository changed = old.withMutability(known(mutability));
        created.put(name, changed);
        return changed;
    }

    synchronized void lifecyclePolicy(String name, String text) {
        created.put(name, get(name).withLifecyclePolicy(text));
    }

    synchronized void overlookOnce(String name) {
        overlooked.add(name);
    }

    synchronized Optional<RepositoryView> view(String name) {
        return find(name)
                .map(found -> new RepositoryView(
                        found.mutability(), found.scanOnPush(), found.kmsKey(), found.lifecyclePolicy(), found.tags()));
    }

    synchronized Repository get(String name) {
        return find(name).orElseThrow(() -> missing(name));
    }

    private static Refusal missing(String name) {
        return EcrError.of(
                "RepositoryNotFoundException",
                "The repository with name '" + name + "' does not exist in the registry with id '"
                        + EcrServer.REGISTRY_ID + "'");
    }

    /** The repositories a request names, or all of them. */
    synchronized List<Repository> named(JsonNode names) {
        List<Repository> found = new ArrayList<>();
        if (names.isArray() && !names.isEmpty()) {
            for (JsonNode name : names) {
                if (overlooked.remove(name.asText())) {
                    throw missing(name.asText());
                }
                found.add(get(name.asText()));
            }
            return found;
        }
        Set<String> all = new TreeSet<>(created.keySet());
        all.addAll(source.repositories());
        all.forEach(name -> found.add(get(name)));
        return found;
    }

    synchronized Optional<Repository> find(String name) {
        return Optional.ofNullable(created.get(name)).or(() -> source.images(name)
                .map(images -> new Repository(name, begin, "MUTABLE", false, "", "", Map.of())));
    }

    private static String known(String mutability) {
        if (!MUTABILITIES.contains(mutability)) {
            throw EcrError.invalid("Invalid parameter at 'imageTagMutability': '" + mutability + "'");
        }
        return mutability;
    }
}
