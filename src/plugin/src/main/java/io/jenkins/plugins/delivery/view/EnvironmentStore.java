package io.jenkins.plugins.delivery.view;

import hudson.XmlFile;
import hudson.model.AbstractItem;
import hudson.util.XStream2;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The file in a project's directory that keeps which version is where. It survives the deletion of builds and branches, goes along when
 * the project is renamed or moved, and stays behind when it is copied, because a copy has promoted nothing.
 */
final class EnvironmentStore {

    static final String FILE = "delivery-environments.xml";

    private static final Logger LOGGER = Logger.getLogger(EnvironmentStore.class.getName());
    private static final XStream2 XSTREAM = new XStream2();

    static {
        XSTREAM.alias("environments", EnvironmentState.class);
        XSTREAM.alias("place", EnvironmentState.Place.class);
        XSTREAM.alias("note", Note.class);
    }

    private final AbstractItem project;

    private EnvironmentStore(AbstractItem project) {
        this.project = project;
    }

    static EnvironmentStore of(AbstractItem project) {
        return new EnvironmentStore(project);
    }

    boolean exists() {
        return file().exists();
    }

    /** The state as last saved; empty when nothing was, or when the file cannot be read, which is logged. */
    EnvironmentState read() {
        XmlFile file = file();
        try {
            return file.exists() && file.read() instanceof EnvironmentState state ? state : new EnvironmentState();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> file + " cannot be read; the Environments page of " + project.getFullName()
                            + " shows nothing until the next promotion.");
            return new EnvironmentState();
        }
    }

    /**
     * Changes the state and saves it. Promotions are rare and the file is small, so one lock for all projects is enough; readers never
     * wait, because the file is replaced as a whole.
     */
    void update(Consumer<EnvironmentState> change) throws IOException {
        synchronized (EnvironmentStore.class) {
            EnvironmentState state = readForUpdate();
            change.accept(state);
            file().write(state);
        }
    }

    /** A file that cannot be read is put aside and not overwritten: somebody may want to repair it. */
    private EnvironmentState readForUpdate() throws IOException {
        XmlFile file = file();
        if (!file.exists()) {
            return new EnvironmentState();
        }
        try {
            if (file.read() instanceof EnvironmentState state) {
                return state;
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " cannot be read and is put aside.");
        }
        File broken = new File(project.getRootDir(), FILE + ".unreadable");
        Files.move(file.getFile().toPath(), broken.toPath(), StandardCopyOption.REPLACE_EXISTING);
        return new EnvironmentState();
    }

    private XmlFile file() {
        return new XmlFile(XSTREAM, new File(project.getRootDir(), FILE));
    }
}
