package io.jenkins.plugins.delivery.engine.notify.slack;

import java.util.Arrays;
import java.util.Locale;

/** The error codes of chat.postMessage and chat.update that a person can do something about, from the Errors of both pages. */
enum SlackError {
    CHANNEL_NOT_FOUND(
            "the app sees no such channel",
            "Check the channel's name, and invite the app to it when it is private; an edit needs the channel's id."),
    NOT_IN_CHANNEL("the app is not a member of the channel", "Type '/invite @<name of the app>' in the channel."),
    IS_ARCHIVED("the channel is archived", "Name another channel, or restore this one."),
    INVALID_AUTH("the token is not valid", "Store the bot token (xoxb-…) of the Slack app again."),
    NOT_AUTHED("no token was sent", "Store the bot token (xoxb-…) of the Slack app."),
    TOKEN_REVOKED("the token was revoked", "Install the Slack app again and store its new bot token."),
    TOKEN_EXPIRED("the token has expired", "Store a new bot token of the Slack app."),
    ACCOUNT_INACTIVE("the app was removed from the workspace", "Install the Slack app again and store its bot token."),
    MISSING_SCOPE("the token may not post", "Give the Slack app the scope chat:write and install it again."),
    RESTRICTED_ACTION("the workspace lets only some people post there", "Ask an administrator of the workspace."),
    RATELIMITED("there were too many messages", "Fewer messages, or another channel, help."),
    MESSAGE_NOT_FOUND("the message to edit is gone", "Somebody deleted it; the next run starts a new one."),
    CANT_UPDATE_MESSAGE("the message to edit is not one of this app", "Use the ts of a message that this app posted."),
    EDIT_WINDOW_CLOSED("the message to edit is too old", "The workspace limits for how long messages can be edited."),
    THREAD_NOT_FOUND("the message to answer is gone", "Somebody deleted it; the next run starts a new one."),
    INVALID_BLOCKS("it cannot show the message", "Please report this with the text of the message."),
    OTHER("", "See the errors of chat.postMessage in Slack's documentation.");

    private final String meaning;
    private final String advice;

    SlackError(String meaning, String advice) {
        this.meaning = meaning;
        this.advice = advice;
    }

    static SlackError of(String code) {
        return Arrays.stream(values())
                .filter(error -> error.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst()
                .orElse(OTHER);
    }

    /** What it means; empty when only Slack knows. */
    String meaning() {
        return meaning;
    }

    /** What a person does next. */
    String advice() {
        return advice;
    }

    /** Whether only the edit is impossible: the words can still be said in a new message. */
    boolean onlyTheEdit() {
        return switch (this) {
            case CHANNEL_NOT_FOUND, MESSAGE_NOT_FOUND, CANT_UPDATE_MESSAGE, EDIT_WINDOW_CLOSED -> true;
            default -> false;
        };
    }
}
