package io.jenkins.plugins.delivery.testbed.git;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.PersonIdent;

/** Who commits and when: fixed, and one minute later with every use, so that commit ids are the same everywhere. */
final class Author {

    private String name = "Dana Developer";
    private String email = "dana@example.com";
    private Instant now = Instant.parse("2026-01-05T09:00:00Z");

    void is(String newName, String newEmail) {
        name = newName;
        email = newEmail;
    }

    void at(Instant time) {
        now = time;
    }

    PersonIdent next() {
        PersonIdent person = new PersonIdent(name, email, now, ZoneOffset.UTC);
        now = now.plus(Duration.ofMinutes(1));
        return person;
    }
}
