package dev.heloise.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Recipient;
import dev.heloise.mailbox.SmtpSession;
import dev.heloise.mailbox.Transaction;
import dev.heloise.mailbox.Transcript;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session with its transactions and the whole dialogue. */
record SessionDetail(@JsonUnwrapped SessionSummary summary, List<Exchange> transactions, List<Line> transcript) {

    static SessionDetail of(SmtpSession session) {
        return new SessionDetail(
                SessionSummary.of(session),
                session.transactions().stream().map(Exchange::of).toList(),
                session.transcript().lines().stream().map(Line::of).toList());
    }

    /**
     * A transaction.
     *
     * @param recipients those that were accepted
     * @param refused those that were not
     * @param mail the id of the mail that it delivered, if it did
     */
    record Exchange(
            String sender,
            Map<String, String> parameters,
            List<Recipient> recipients,
            List<Recipient> refused,
            Transaction.Outcome outcome,
            Optional<String> mail) {

        static Exchange of(Transaction transaction) {
            return new Exchange(
                    transaction.envelope().sender(),
                    transaction.envelope().parameters(),
                    transaction.envelope().recipients(),
                    transaction.refused(),
                    transaction.outcome(),
                    transaction.mail().map(ReceivedMail::id));
        }
    }

    /**
     * A line of the dialogue.
     *
     * @param text the line to read, escaped where it cannot be seen
     * @param content whether this stands for the content of a message
     * @param bytes the exact octets in Base64; none for the content of a message
     * @param findings what was found as it was said
     */
    record Line(
            Transcript.Side side,
            Instant instant,
            String text,
            boolean content,
            Optional<byte[]> bytes,
            List<Finding> findings) {

        static Line of(Transcript.Line line) {
            return new Line(
                    line.side(),
                    line.instant(),
                    line.text(),
                    line.isContent(),
                    line.isContent() ? Optional.empty() : Optional.of(line.bytes()),
                    line.findings());
        }
    }
}
