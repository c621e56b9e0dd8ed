package dev.heloise.mailbox;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The reading of one message. */
final class Mime {

    private Mime() {}

    static Mime read(byte[] raw) {
        return new Mime();
    }

    List<String> headers(String name) {
        return List.of();
    }

    List<MailAddress> addresses(String name) {
        return List.of();
    }

    Optional<String> text() {
        return Optional.empty();
    }

    Optional<String> html() {
        return Optional.empty();
    }

    List<Attachment> attachments() {
        return List.of();
    }

    List<URI> links() {
        return List.of();
    }

    Optional<String> otp() {
        return Optional.empty();
    }

    List<Finding> findings() {
        return List.of();
    }
}
