package io.jenkins.plugins.delivery.engine.image;

import java.util.Locale;

/** Amounts of bytes as people read them. */
final class Bytes {

    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Bytes() {}

    /** In decimal units, as registries and disks count: {@code 512 bytes}, {@code 1.4 MB}, {@code 2.0 GB}. */
    static String text(long bytes) {
        if (bytes < 1000) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        double amount = bytes / 1000.0;
        int unit = 0;
        while (amount >= 999.95 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }
}
