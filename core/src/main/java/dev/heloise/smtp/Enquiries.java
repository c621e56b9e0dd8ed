package dev.heloise.smtp;

import static dev.heloise.smtp.Refusal.require;

import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import java.util.List;

/** The commands that ask for something and change nothing (RFC 5321 §3.5, RFC 1985). */
final class Enquiries {

    private final Service service;

    Enquiries(Service service) {
        this.service = service;
    }

    Reply vrfy(Arguments arguments) {
        String wanted = subject(arguments);
        if (service.directory().users().isEmpty()) {
            return Replies.NOT_VERIFIED;
        }
        List<String> found = service.directory().users().stream()
                .filter(user -> user.equalsIgnoreCase(wanted) || localPart(user).equalsIgnoreCase(wanted))
                .toList();
        require(!found.isEmpty(), Replies.UNKNOWN_USER);
        require(found.size() == 1, Replies.AMBIGUOUS_USER);
        // RFC 6531 §3.7.4.2 has a name that is not ASCII told to those alone who asked for such.
        require(Path.isAscii(found.get(0)), Replies.NOT_VERIFIED);
        return Reply.of(250, "2.1.5", "<" + found.get(0) + ">");
    }

    Reply expn(Arguments arguments) {
        require(!service.directory().lists().isEmpty(), Replies.NOT_OFFERED);
        List<String> members = service.directory().lists().get(subject(arguments));
        if (members == null) {
            throw new Refusal(Replies.UNKNOWN_USER);
        }
        require(members.stream().allMatch(Path::isAscii), Replies.NOT_VERIFIED);
        return Reply.of(
                250, "2.1.5", members.stream().map(member -> "<" + member + ">").toArray(String[]::new));
    }

    Reply help() {
        require(service.offers(SmtpExtension.HELP), Replies.NOT_OFFERED);
        return Replies.HELP;
    }

    Reply etrn(Arguments arguments) {
        require(service.offers(SmtpExtension.ETRN), Replies.NOT_OFFERED);
        require(!arguments.isEmpty(), Replies.ARGUMENT_MISSING);
        return Replies.NODE_NOT_ALLOWED;
    }

    private static String subject(Arguments arguments) {
        require(!arguments.isEmpty(), Replies.ARGUMENT_MISSING);
        String subject = arguments.rest().replaceFirst("(?i) +SMTPUTF8$", "");
        boolean bracketed = subject.startsWith("<") && subject.endsWith(">");
        return bracketed ? subject.substring(1, subject.length() - 1) : subject;
    }

    private static String localPart(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? address : address.substring(0, at);
    }
}
