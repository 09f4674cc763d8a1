package io.jenkins.plugins.delivery.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which promotions a controller makes, and what it tells of them, as words for a command line. */
final class LoadShare {

    /** @param build of the service, the first being the oldest: each is of another commit */
    record Promotion(int service, int build) {}

    /** @param state as the step's result has it */
    record Told(Promotion promotion, String state) {}

    private LoadShare() {}

    /** Builds of one service come from different controllers. */
    static List<Promotion> of(int controller, int controllers, int services, int builds) {
        return IntStream.range(0, services * builds)
                .filter(i -> (i / builds + i % builds) % controllers == controller)
                .mapToObj(i -> new Promotion(i / builds, i % builds))
                .toList();
    }

    static String words(List<Promotion> share) {
        return share.stream()
                .map(promotion -> promotion.service() + ":" + promotion.build())
                .collect(Collectors.joining(","));
    }

    static List<Promotion> parse(String words) {
        return Arrays.stream(words.split(","))
                .map(word -> word.split(":"))
                .map(parts -> new Promotion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])))
                .toList();
    }

    static String text(List<Told> told) {
        return told.stream()
                .map(one -> one.promotion().service() + ":" + one.promotion().build() + ":" + one.state())
                .collect(Collectors.joining(","));
    }

    static List<Told> told(String text) {
        return Arrays.stream(text.split(","))
                .map(word -> word.split(":"))
                .map(parts -> new Told(new Promotion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])), parts[2]))
                .toList();
    }
}
