package io.fairlead.cli;

import java.util.regex.Pattern;

/** Makes one text of what differs only in where it happened, so that a report counts faults and not places. */
final class ErrorText {
    private static final String ADDRESS = "(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-fA-F:]+\\]):\\d+";
    private static final Pattern TRIED = Pattern.compile("\\d+ attempts? \\([^)]*\\)");
    private static final Pattern PLACE = Pattern.compile("/?" + ADDRESS);

    private ErrorText() {}

    /** The text without the endpoints that were tried and without addresses. */
    static String withoutPlaces(String text) {
        return PLACE.matcher(TRIED.matcher(text).replaceAll("attempts")).replaceAll("");
    }
}
