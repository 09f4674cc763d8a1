package io.jenkins.plugins.delivery.runner.cli;

import io.jenkins.plugins.delivery.runner.host.Approver;
import io.jenkins.plugins.delivery.runner.host.PipelineFailure;
import java.io.IOException;
import java.util.Locale;

/** Answers {@code input} for everybody, or asks at the terminal. */
final class TerminalApprover implements Approver {

    /** How {@code --approve} is given. */
    enum Mode {
        ALL,
        ASK
    }

    private static final long LOOK_MILLIS = 100;

    private final Mode mode;
    private final Terminal terminal;

    TerminalApprover(Mode mode, Terminal terminal) {
        this.mode = mode;
        this.terminal = terminal;
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        if (mode == Mode.ALL) {
            return new Answer(true, user() + " (--approve all)");
        }
        if (terminal.in() == null) {
            throw new PipelineFailure("input has nobody to ask: '" + question.message()
                    + "' needs an answer and there is no terminal. Run with --approve all, or at a terminal.");
        }
        String submitters = question.submitters().isEmpty() ? "" : " (for " + question.submitters() + ")";
        while (true) {
            terminal.out().print(question.message() + submitters + " " + question.proceed() + "? [y/n] ");
            terminal.out().flush();
            String line = readLine().strip().toLowerCase(Locale.ROOT);
            if (line.equals("y") || line.equals("yes")) {
                return new Answer(true, user());
            }
            if (line.equals("n") || line.equals("no")) {
                return new Answer(false, user());
            }
        }
    }

    /** Looks for input instead of blocking in it, because a blocked read does not see a timeout or an abort. */
    private String readLine() throws InterruptedException {
        try {
            while (!terminal.in().ready()) {
                Thread.sleep(LOOK_MILLIS);
            }
            String line = terminal.in().readLine();
            if (line == null) {
                throw new PipelineFailure("input got no answer: the terminal was closed.");
            }
            return line;
        } catch (IOException e) {
            throw new PipelineFailure("input got no answer: the terminal cannot be read (" + e.getMessage() + ").", e);
        }
    }

    private String user() {
        return System.getProperty("user.name", "somebody");
    }
}
