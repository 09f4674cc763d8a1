package io.jenkins.plugins.delivery.testbed.ecr;

import io.jenkins.plugins.delivery.testbed.http.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Calls that are refused by their place in the order of calls of one operation. */
final class Refusals {

    private final List<Refused> refused = new ArrayList<>();

    private static final class Refused {
        private final String operation;
        private final String type;
        private int after;
        private int times;

        Refused(String operation, String type, int after, int times) {
            this.operation = operation;
            this.type = type;
            this.after = after;
            this.times = times;
        }

        boolean isNow() {
            if (after > 0) {
                after--;
                return false;
            }
            return times-- > 0;
        }
    }

    synchronized void add(String operation, int after, int times, String type) {
        refused.add(new Refused(operation, type, after, times));
    }

    synchronized void check(String operation) {
        refused.removeIf(one -> one.times <= 0);
        for (Refused one : refused) {
            if (one.operation.equals(operation) && one.isNow()) {
                int status = one.type.equals("ServerException") ? 500 : 400;
                throw new Refusal(EcrError.answer(status, one.type, "The stand-in was told to refuse this call."));
            }
        }
    }
}
