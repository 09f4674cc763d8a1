package io.jenkins.plugins.delivery.engine.promotion;

import io.jenkins.plugins.delivery.engine.Credential;
import io.jenkins.plugins.delivery.engine.DeliveryException;
import io.jenkins.plugins.delivery.engine.EngineContext;
import io.jenkins.plugins.delivery.engine.Progress;
import io.jenkins.plugins.delivery.engine.RequestBinder;
import io.jenkins.plugins.delivery.engine.Ticket;
import io.jenkins.plugins.delivery.engine.argo.http.ArgoHttpClient;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitGitOpsRepository;
import io.jenkins.plugins.delivery.engine.promotion.jgit.JGitSourceHistory;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A host in a process of its own that saves its ticket after every look, as Jenkins does; made to be killed. */
public final class KilledRun {

    static final int SEVERAL = 12;

    private static final String READY = "ready";

    private KilledRun() {}

    /**
     * @param arguments directory for the ticket, GitOps repository, Argo CD, its token, what to do
     */
    public static void main(String[] arguments) throws Exception {
        System.out.println(READY);
        Path directory = Path.of(arguments[0]);
        System.out.println(
                switch (arguments[4]) {
                    case "rollback" -> rollBack(directory, arguments[1], arguments[2], arguments[3]);
                    case "several" -> several(directory, arguments[1]);
                    default -> go(directory, arguments[1], arguments[2], arguments[3]);
                });
    }

    /** Goes back from whatever stands. */
    static Map<String, Object> rollBack(Path directory, String gitops, String argo, String token) throws Exception {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("env", "stage");
        parameters.put("service", "payments");
        parameters.put("gitops", gitops);
        parameters.put("credentialsId", "git");
        parameters.put("argo", argo);
        parameters.put("argoCredentialsId", "argo");
        parameters.put("waitFor", "none");
        parameters.put("run", "https://ci.example/job/payments/8");
        parameters.put("reason", "payments are declined");
        return new ArgoRollback(
                        JGitGitOpsRepository::open, JGitSourceHistory::open, ArgoHttpClient::new, PromotionWorld::forge)
                .run(
                        RequestBinder.bind("argoRollback", ArgoRollbackRequest.class, parameters),
                        context(directory, token))
                .toMap();
    }

    /** Promotes several services at the same moment. */
    static List<Object> several(Path directory, String gitops) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(SEVERAL);
        try {
            List<Future<Object>> promotions = new ArrayList<>();
            for (int i = 0; i < SEVERAL; i++) {
                Map<String, Object> parameters = new LinkedHashMap<>();
                parameters.put("env", "stage");
                parameters.put("service", "service-" + i);
                parameters.put("version", "2.0.0");
                parameters.put("gitops", gitops);
                parameters.put("credentialsId", "git");
                parameters.put("file", "images.yaml");
                parameters.put("set", Map.of("service-" + i + ".tag", "${version}"));
                parameters.put("waitFor", "none");
                parameters.put("run", "https://ci.example/job/service-" + i + "/7");
                ArgoPromoter promoter = new ArgoPromoter(
                        JGitGitOpsRepository::open,
                        JGitSourceHistory::open,
                        ArgoHttpClient::new,
                        PromotionWorld::forge);
                promotions.add(pool.submit(() -> promoter.run(
                                RequestBinder.bind("argoPromote", ArgoPromoteRequest.class, parameters),
                                context(directory, ""))
                        .toMap()
                        .get("state")));
            }
            List<Object> states = new ArrayList<>();
            for (Future<Object> promotion : promotions) {
                states.add(promotion.get());
            }
            return states;
        } finally {
            pool.shutdownNow();
        }
    }

    private static EngineContext context(Path directory, String token) {
        return EngineContext.in(directory)
                .secrets(id -> Optional.of(
                        id.equals("git")
                                ? Credential.usernamePassword("git", "ci", PromotionWorld.PASSWORD)
                                : Credential.token("argo", token)))
                .build();
    }

    /** Starts the run, or goes on where its ticket says it was; returns how it ended. */
    static String go(Path directory, String gitops, String argo, String token) throws Exception {
        EngineContext context = context(directory, token);
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("env", "stage");
        parameters.put("service", "payments");
        parameters.put("version", "1.4.0");
        parameters.put("gitops", gitops);
        parameters.put("credentialsId", "git");
        parameters.put("argo", argo);
        parameters.put("argoCredentialsId", "argo");
        parameters.put("stableFor", "1s");
        parameters.put("timeout", "2m");
        parameters.put("run", "https://ci.example/job/payments/7");
        ArgoPromoter promoter = new ArgoPromoter(
                JGitGitOpsRepository::open, JGitSourceHistory::open, ArgoHttpClient::new, PromotionWorld::forge);
        Path saved = directory.resolve("ticket");
        try {
            Ticket ticket = Files.exists(saved)
                    ? read(saved)
                    : promoter.start(RequestBinder.bind("argoPromote", ArgoPromoteRequest.class, parameters), context);
            while (true) {
                write(saved, ticket);
                Progress<ArgoPromoteResult> progress = promoter.look(ticket, context);
                if (progress instanceof Progress.Done<ArgoPromoteResult> done) {
                    return done.result().state().text();
                }
                Progress.Waiting<ArgoPromoteResult> waiting = (Progress.Waiting<ArgoPromoteResult>) progress;
                ticket = waiting.ticket();
                context.pause(waiting.nextPoll());
            }
        } catch (DeliveryException e) {
            return "failed: " + e.getMessage();
        }
    }

    @SuppressWarnings("unchecked")
    private static Ticket read(Path file) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
            return Ticket.fromMap((Map<String, Object>) in.readObject());
        }
    }

    private static void write(Path file, Ticket ticket) throws IOException {
        Path next = file.resolveSibling("ticket.next");
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(next))) {
            Map<String, Object> map = new LinkedHashMap<>(ticket.toMap());
            map.put("state", new LinkedHashMap<>(ticket.state()));
            out.writeObject(map);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
