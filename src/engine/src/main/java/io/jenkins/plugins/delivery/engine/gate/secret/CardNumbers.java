package io.jenkins.plugins.delivery.engine.gate.secret;

import java.util.Set;

/** Numbers of payment cards (ISO/IEC 7812): their ranges, their check digit, and those that everybody may know. */
final class CardNumbers {

    /** Id of the rule that is added to those of gitleaks. */
    static final String RULE = "payment-card-number";

    /**
     * Visa, Mastercard, American Express, Discover, JCB and Diners Club, in one piece or in the groups that are printed on a card. A
     * point before it is taken along, so that decimals of a fraction can be told apart.
     */
    static final String REGEX = "\\.?\\b((?:4[0-9]{3}|5[1-5][0-9]{2}|2[2-7][0-9]{2}|6011|65[0-9]{2}|35[2-8][0-9])"
            + "(?:[ -]?[0-9]{4}){3}|3[47][0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{5}|3(?:0[0-5]|[68][0-9])[0-9][ -]?[0-9]{6}[ -]?[0-9]{4})\\b";

    /** What card schemes and payment providers publish for tests; no card has these numbers. */
    private static final Set<String> TEST_NUMBERS = Set.of(
            "4111111111111111",
            "4242424242424242",
            "4012888888881881",
            "4000056655665556",
            "4000000000000002",
            "4000000000009995",
            "4000002500003155",
            "4917610000000000",
            "5555555555554444",
            "5105105105105100",
            "5200828282828210",
            "2223003122003222",
            "2223000048400011",
            "378282246310005",
            "371449635398431",
            "378734493671000",
            "6011111111111117",
            "6011000990139424",
            "6011000000000004",
            "30569309025904",
            "38520000023237",
            "36227206271667",
            "3530111333300000",
            "3566002020360505");

    private CardNumbers() {}

    /** @param match what {@link #REGEX} matched */
    static boolean isCard(String match) {
        String digits = match.replaceAll("[ .-]", "");
        return !match.startsWith(".")
                && luhn(digits)
                && digits.chars().distinct().count() > 2
                && !TEST_NUMBERS.contains(digits);
    }

    /** The check digit of ISO/IEC 7812-1, annex B: every second digit from the right counts twice. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int twice = 2 * digit;
            sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0;
    }
}
