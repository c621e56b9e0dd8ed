package dev.heloise;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heloise.script.AuthQuirk;
import dev.heloise.script.MemoryScript;
import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import dev.heloise.script.Stage;
import dev.heloise.script.StartTls;
import dev.heloise.script.Verdict;
import dev.heloise.smtp.Dialect;
import dev.heloise.smtp.Service;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Dialogues as text, to be played with the bare dialogue and with a server.
 *
 * <pre>
 * ## B-135 no mechanism, one that does not exist
 * W: credentials alice secret      how the server is set up
 * C: EHLO client.example           what the client says; CRLF is added; all up to the next S is one segment
 * C&lt; NOOP\n                        the same without CRLF; escapes are \r \n \t \0 \1 \\ \xNN
 * S: 250 2.0.0                     how the last line of the server's next reply begins
 * S~ AUTH PLAIN                    what the same reply has somewhere
 * S! STARTTLS                      what the same reply has nowhere
 * S: closed                        the server closes the connection
 * T:                               both sides agree on TLS
 * F: CLEARTEXT_AUTH                the findings of the session, in their order; F: none for none
 * M: text\r\n                      the raw content of a mail that was stored, in this order; M: none
 * U: alice PLAIN                   who authenticated, and how
 * </pre>
 */
final class DialogueFiles {

    /** One dialogue of a file. */
    record Scene(String name, List<Step> steps) {

        List<String> all(String letter) {
            return steps.stream()
                    .filter(step -> step.letter().equals(letter))
                    .map(Step::text)
                    .filter(text -> !text.equals("none"))
                    .toList();
        }

        boolean speaksOf(String letter) {
            return steps.stream().anyMatch(step -> step.letter().equals(letter));
        }

        boolean isLmtp() {
            return all("W:").contains("lmtp");
        }

        FakeSmtpServer.Builder builder() {
            FakeSmtpServer.Builder builder = FakeSmtpServer.builder().hostname("mail.test");
            all("W:").forEach(setting -> set(builder, setting.split(" ", -1)));
            return builder;
        }

        Service service() {
            FakeSmtpServer.Builder builder = builder();
            return builder.service(builder.policies(new MemoryScript()), false, isLmtp() ? Dialect.LMTP : dialect());
        }

        private Dialect dialect() {
            return all("W:").contains("heloOnly") ? Dialect.HELO_ONLY : Dialect.SMTP;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** One line of a file: its letter, and what follows it. */
    record Step(String letter, String text) {

        String octets() {
            return Escapes.unescaped(text) + (letter.equals("C:") ? "\r\n" : "");
        }
    }

    private DialogueFiles() {}

    static Stream<Scene> all() {
        return Stream.of(
                        "framing",
                        "order",
                        "commands",
                        "envelope",
                        "content",
                        "helo",
                        "parameters",
                        "pipelining",
                        "chunking",
                        "enquiries",
                        "xclient",
                        "auth",
                        "tls",
                        "lmtp")
                .flatMap(file -> read(file + ".txt").stream());
    }

    private static List<Scene> read(String file) {
        List<Scene> scenes = new ArrayList<>();
        for (String line : lines(file)) {
            if (line.startsWith("## ")) {
                scenes.add(new Scene(file.replace(".txt", "") + ": " + line.substring(3), new ArrayList<>()));
            } else if (line.length() > 1 && "WCSTFMU".indexOf(line.charAt(0)) >= 0) {
                Step step = new Step(line.substring(0, 2), line.substring(Math.min(3, line.length())));
                scenes.get(scenes.size() - 1).steps().add(step);
            } else if (!line.isBlank() && !line.startsWith("# ")) {
                throw new IllegalArgumentException(file + ": " + line);
            }
        }
        return scenes;
    }

    private static List<String> lines(String file) {
        try (InputStream in = DialogueFiles.class.getResourceAsStream("/dialogues/" + file)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void set(FakeSmtpServer.Builder builder, String[] words) {
        String[] rest = Arrays.copyOfRange(words, 1, words.length);
        switch (words[0]) {
            case "credentials" -> builder.credentials(rest[0], rest[1]);
            case "requireAuth" -> builder.requireAuth();
            case "authInClear" -> builder.authInClear();
            case "authQuirks" ->
                builder.authQuirks(Arrays.stream(rest).map(AuthQuirk::valueOf).toArray(AuthQuirk[]::new));
            case "auth" -> builder.authMechanisms(rest);
            case "startTls" -> builder.startTls(StartTls.valueOf(rest[0]));
            case "with" -> builder.with(extensions(rest));
            case "without" -> builder.without(extensions(rest));
            case "maxCommandLine" -> builder.maxCommandLine(Integer.parseInt(rest[0]));
            case "maxMessageSize" -> builder.maxMessageSize(Long.parseLong(rest[0]));
            case "heloOnly" -> builder.heloOnly();
            case "lmtp" -> builder.lmtpPort(0);
            case "xclient" -> builder.xclient();
            case "verifies" -> builder.verifies(rest);
            case "expands" -> builder.expands(rest[0], Arrays.copyOfRange(rest, 1, rest.length));
            case "refuse" ->
                refuse(
                        builder,
                        Stage.valueOf(rest[0]),
                        rest[1],
                        String.join(" ", List.of(rest).subList(2, rest.length)));
            default -> throw new IllegalArgumentException("no such setting: " + String.join(" ", words));
        }
    }

    private static SmtpExtension[] extensions(String... names) {
        return Arrays.stream(names).map(SmtpExtension::valueOf).toArray(SmtpExtension[]::new);
    }

    private static void refuse(FakeSmtpServer.Builder builder, Stage stage, String subject, String reply) {
        builder.policy(request ->
                request.at(stage) && (subject.equals("*") || request.subject().equals(subject))
                        ? Verdict.answer(Reply.of(reply))
                        : Verdict.noOpinion());
    }
}
