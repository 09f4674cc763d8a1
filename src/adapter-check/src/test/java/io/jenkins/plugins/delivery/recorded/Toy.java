package io.jenkins.plugins.delivery.recorded;

/** An API in small with everything that makes Jenkins' own hard to copy, and an adapter that uses it. */
final class Toy {

    static final String[] API = {"""
        package hudson.toy;
        public interface Item { String getName(); default String getUrl() { return ""; } }
        """, """
        package hudson.toy;
        import java.util.List;
        public interface ItemGroup<T extends Item> extends Item { List<T> getItems(); T getItem(String name) throws Refused; }
        """, """
        package hudson.toy;
        public class Refused extends Exception { public Refused(String why) { super(why); } public Refused() {} }
        """, """
        package hudson.toy;
        public abstract class Middle implements Item, Comparable<Middle> {
            protected final String name;
            protected Middle(String name) { this.name = name; }
            @Override public String getName() { return name; }
            @Override public int compareTo(Middle other) { return 0; }
            protected abstract void reload() throws java.io.IOException;
            public void unused() {}
        }
        """, """
        package hudson.toy;
        public abstract class Job<J extends Job<J, R>, R extends Run<J, R>> extends Middle {
            protected Job(String name) { super(name); }
            public R getLastBuild() { return null; }
            @Override protected void reload() {}
            public abstract boolean isBuildable();
            public static <T extends Item & Comparable<? super T>> T first(Class<T> type, T... all) { return null; }
        }
        """, """
        package hudson.toy;
        public class Run<J extends Job<J, R>, R extends Run<J, R>> implements AutoCloseable {
            public static final int RETRIES = -3;
            public static final String PREFIX = "a \\"quoted\\" \\u00e9 = default";
            public static final Object LOCK = new Object();
            public int[][] table;
            public J getParent() { return null; }
            public Result getResult() { return Result.SUCCESS; }
            public <E extends Exception> void check(E problem) throws E { throw problem; }
            @Override public void close() {}
            public class Summary { public Summary(int size) {} public J job() { return null; } }
            @Deprecated public void old() {}
        }
        """, """
        package hudson.toy;
        public enum Result implements Label { SUCCESS, FAILURE { @Override public String text() { return ""; } }; public String text() { return ""; } }
        """, """
        package hudson.toy;
        public interface Label { String text(); }
        """, """
        package hudson.toy;
        public interface Listener<T> { void on(T event) throws Refused; boolean equals(Object other); default void off() {} }
        """, """
        package hudson.toy;
        public interface StringListener extends Listener<String> { interface Factory { StringListener create(int size); } }
        """, """
        package hudson.toy;
        import java.lang.annotation.*;
        @Retention(RetentionPolicy.RUNTIME) @Target({ElementType.TYPE, ElementType.METHOD}) @Repeatable(Mark.All.class)
        public @interface Mark {
            String[] value() default {};
            Result result() default Result.SUCCESS;
            int unused() default 7;
            boolean optional() default true;
            byte small() default -1;
            char[] letters() default {'a', '\\n'};
            String text() default "a \\"quote\\"";
            Deprecated old() default @Deprecated;
            Class<? extends Item> type() default Item.class;
            @Retention(RetentionPolicy.RUNTIME) @Target({ElementType.TYPE, ElementType.METHOD}) @interface All { Mark[] value(); }
        }
        """, """
        package hudson.toy;
        public abstract class Descriptor<T> {
            protected Descriptor() {}
            public String getDisplayName() { return ""; }
            public abstract T create(java.util.Map<String, ? extends Object> with) throws FormException;
            public static final class FormException extends Exception {
                public FormException(String text, String field) { super(text); }
            }
        }
        """, """
        package hudson.toy;
        public class Jenkins extends Middle implements ItemGroup<Job<?, ?>> {
            private Jenkins() { super(""); }
            public static Jenkins get() { return null; }
            @Override protected void reload() {}
            @Override public java.util.List<Job<?, ?>> getItems() { return null; }
            @Override public Job<?, ?> getItem(String name) { return null; }
            public void listen(Listener<String> listener) {}
            public void listenAlways(StringListener listener) {}
            public void unusedListen(Runnable listener) {}
            public java.util.Map.Entry<String, Job<?, ?>> entry() { return null; }
        }
        """};

    static final String[] ADAPTER = {"""
        package io.jenkins.plugins.delivery.toy;
        import hudson.toy.*;
        import java.util.Map;
        @Mark(value = "job", small = 1, letters = {}, text = "", old = @Deprecated)
        public class OurJob extends Job<OurJob, OurRun> {
            public OurJob() { super("ours"); }
            @Override public boolean isBuildable() { return name.isEmpty(); }
            @Override public String getUrl() { return "our/" + getName(); }
            int length() { return getLastBuild().getParent().name.length(); }
        }
        """, """
        package io.jenkins.plugins.delivery.toy;
        import hudson.toy.*;
        public class OurRun extends Run<OurJob, OurRun> {
            static final String TEXT = PREFIX + RETRIES;
            String say() {
                return switch (getResult()) { case SUCCESS -> PREFIX; case FAILURE -> "no"; };
            }
            static OurJob summary() {
                try (OurRun run = new OurRun()) {
                    run.check(new IllegalStateException());
                    run.table[0][1] = RETRIES;
                    run.old();
                    OurRun.Summary summary = run.new Summary(run.table.length);
                    return summary.job();
                }
            }
        }
        """, """
        package io.jenkins.plugins.delivery.toy;
        import hudson.toy.*;
        import java.util.Map;
        public class OurDescriptor extends Descriptor<OurJob> {
            @Override @Mark(result = Result.FAILURE, optional = false, type = Item.class) @Mark("twice")
            public OurJob create(Map<String, ? extends Object> with) throws FormException {
                if (with.isEmpty()) { throw new Descriptor.FormException("empty", "with"); }
                Jenkins.get().listen(event -> { if (event.isEmpty()) { throw new Refused("empty"); } });
                Jenkins.get().listenAlways(String::length);
                StringListener.Factory factory = size -> null;
                Result[] results = Result.values();
                Label label = new Label() { @Override public String text() { return Result.SUCCESS.text(); } };
                OurJob job = Job.first(OurJob.class, new OurJob());
                Item item = Jenkins.get().getItems().isEmpty() ? Jenkins.get() : Jenkins.get().entry().getValue();
                return item == null ? null : job;
            }
        }
        """};

    private Toy() {}
}
