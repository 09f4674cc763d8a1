package io.jenkins.plugins.delivery.view;

import com.cloudbees.hudson.plugins.folder.computed.ComputedFolder;
import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The item that stands for a service. The branches of a multibranch project belong together: develop is promoted to dev, release
 * branches to stage and main to prod, so their project is the home of what they did. Any other job is its own home.
 */
final class Homes {

    private Homes() {}

    static AbstractItem of(Job<?, ?> job) {
        return job.getParent() instanceof ComputedFolder<?> project ? project : job;
    }

    /** The jobs whose runs a home stands for. */
    static List<Job<?, ?>> jobs(AbstractItem home) {
        List<Job<?, ?>> jobs = new ArrayList<>();
        if (home instanceof Job<?, ?> job) {
            jobs.add(job);
        } else if (home instanceof ItemGroup<?> group) {
            for (Item item : group.getItems()) {
                if (item instanceof Job<?, ?> job) {
                    jobs.add(job);
                }
            }
        }
        return jobs;
    }

    /** The homes that belong to an item and that the person of this thread may see: itself, or those in a folder. */
    static List<AbstractItem> under(AbstractItem item) {
        List<AbstractItem> homes = new ArrayList<>();
        if (item instanceof Job<?, ?> job) {
            addReadable(of(job), homes::add);
        } else {
            collect(item, homes);
        }
        return homes;
    }

    private static void collect(Item item, List<AbstractItem> homes) {
        if (!item.hasPermission(Item.READ)) {
            return;
        }
        if (item instanceof AbstractItem home && EnvironmentStore.of(home).exists()) {
            homes.add(home);
        } else if (item instanceof ItemGroup<?> group && !isMultibranch(group)) {
            group.getItems().forEach(child -> collect(child, homes));
        }
    }

    /** Its jobs are branches, whose home it is itself; there may be thousands. */
    private static boolean isMultibranch(ItemGroup<?> group) {
        return group instanceof ComputedFolder<?>
                && group.getItems().stream()
                        .findFirst()
                        .filter(Job.class::isInstance)
                        .isPresent();
    }

    private static void addReadable(AbstractItem item, Consumer<AbstractItem> to) {
        if (item.hasPermission(Item.READ)) {
            to.accept(item);
        }
    }
}
