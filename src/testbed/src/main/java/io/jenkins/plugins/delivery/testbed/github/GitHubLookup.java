package io.jenkins.plugins.delivery.testbed.github;

import io.jenkins.plugins.delivery.testbed.http.Answer;
import io.jenkins.plugins.delivery.testbed.http.RecordedRequest;
import io.jenkins.plugins.delivery.testbed.http.Refusal;
import io.jenkins.plugins.delivery.testbed.http.Routes.Call;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every call needs: the repository it names, and lists in pages. */
final class GitHubLookup {

    private static final int PAGE = 30;
    private static final int MAXIMUM_PAGE = 100;

    private final Map<String, GitHubRepository> repositories;
    private final Supplier<String> base;

    GitHubLookup(Map<String, GitHubRepository> repositories, Supplier<String> base) {
        this.repositories = repositories;
        this.base = base;
    }

    GitHubRepository repository(Call call) {
        GitHubRepository found = repositories.get(call.variable("owner") + "/" + call.variable("repo"));
        if (found == null) {
            throw refuse(404, "Not Found");
        }
        return found;
    }

    GitHubJson json(GitHubRepository repository) {
        return new GitHubJson(base.get(), repository);
    }

    static PullRequest pull(GitHubRepository repository, Call call) {
        return repository.pull((int) number(call.variable("number"))).orElseThrow(() -> refuse(404, "Not Found"));
    }

    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Refusal(refuse(404, "Not Found").answer(), e);
        }
    }

    /** One page of a list; a Link header tells where the next one is. */
    <T> Answer page(RecordedRequest request, List<T> all, Function<T, Map<String, Object>> form) {
        int wanted = (int) number(request.queryParameter("per_page").orElse("" + PAGE));
        int size = Math.max(1, Math.min(MAXIMUM_PAGE, wanted));
        int page = Math.max(1, (int) number(request.queryParameter("page").orElse("1")));
        int from = Math.min((page - 1) * size, all.size());
        int to = Math.min(from + size, all.size());
        Answer answer =
                Answer.json(200, all.subList(from, to).stream().map(form).toList());
        return to == all.size()
                ? answer
                : answer.withHeader(
                        "Link",
                        "<" + base.get() + request.path() + "?per_page=" + size + "&page=" + (page + 1)
                                + ">; rel=\"next\"");
    }

    static Refusal refuse(int status, String message) {
        return new Refusal(Answer.json(status, Map.of("message", message)));
    }
}
