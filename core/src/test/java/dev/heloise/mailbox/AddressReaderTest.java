package dev.heloise.mailbox;

import static dev.heloise.mailbox.Mails.withField;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressReaderTest {

    /** Each address as {@code name <address>}, or {@code address} alone, with slashes between. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        ada@example.org                                          | ada@example.org
        <ada@example.org>                                        | ada@example.org
        Ada <ada@example.org>                                    | Ada <ada@example.org>
        Ada Lovelace<ada@example.org>                            | Ada Lovelace <ada@example.org>
        "Lovelace, Ada" <ada@example.org>                        | Lovelace, Ada <ada@example.org>
        "Ada \\"the\\" L." <ada@example.org>                     | Ada "the" L. <ada@example.org>
        "" <ada@example.org>                                     | ada@example.org
        John Q. Public <john@example.org>                        | John Q. Public <john@example.org>
        a@x.org, b@y.org                                         | a@x.org / b@y.org
        a@x.org; b@y.org                                         | a@x.org / b@y.org
        a@x.org,, ,b@y.org,                                      | a@x.org / b@y.org
        A <a@x.org>, "B, C" <b@y.org>, d@z.org                   | A <a@x.org> / B, C <b@y.org> / d@z.org
        Team: a@x.org, B <b@y.org>;                              | a@x.org / B <b@y.org>
        Team: a@x.org, b@y.org; , c@z.org                        | a@x.org / b@y.org / c@z.org
        "A: B": a@x.org;                                         | a@x.org
        undisclosed-recipients:;                                 | ^^
        ada@example.org (Ada Lovelace)                           | Ada Lovelace <ada@example.org>
        (Countess) ada@example.org (Ada (Byron) Lovelace)        | Ada (Byron) Lovelace <ada@example.org>
        Ada (the first) <ada@example.org>                        | Ada <ada@example.org>
        ada(c)@(c)example.org                                    | c <ada@example.org>
        Pete(A nice \\) chap) <pete(his account)@silly.test(his host)> | Pete <pete@silly.test>
        ada @ example . org                                      | ada@example.org
        < ada @ example.org >                                    | ada@example.org
        <@a.test,@b.test:c@d.test>                               | c@d.test
        "ada b"@example.org                                      | "ada b"@example.org
        <"ada>b"@example.org>                                    | "ada>b"@example.org
        <"a,b"@example.org>, c@x.org                             | "a,b"@example.org / c@x.org
        ada@[127.0.0.1]                                          | ada@[127.0.0.1]
        ada@[IPv6:2001:db8::1], b@x.org                          | ada@[IPv6:2001:db8::1] / b@x.org
        =?utf-8?Q?J=C3=B6rg?= <j@x.org>                          | Jörg <j@x.org>
        "=?utf-8?Q?J=C3=B6rg?=" <j@x.org>                        | Jörg <j@x.org>
        =?utf-8?Q?J=C3?= =?utf-8?Q?=B6rg?= Doe <j@x.org>         | Jörg Doe <j@x.org>
        =?utf-8?Q?Doe=2C_J?= <j@x.org>                           | Doe, J <j@x.org>
        =?utf-8?Q?Doe,_J?= <j@x.org>, b@y.org                    | Doe, J <j@x.org> / b@y.org
        j@x.org (=?utf-8?Q?J=C3=B6rg?=)                          | Jörg <j@x.org>
        Jörg <jörg@müller.example>                               | Jörg <jörg@müller.example>
        a@x.org <a@x.org>                                        | a@x.org <a@x.org>
        A <a@x.org> <b@y.org>                                    | A <a@x.org> / b@y.org
        A <a@x.org> B <b@y.org> C                                | A <a@x.org> / B C <b@y.org>
        "at@work": a@x.org, b@y.org;                             | a@x.org / b@y.org
        "ada@example.org"                                        | ada@example.org
        "ada@home"@example.org                                   | "ada@home"@example.org
        Ada <ada@example.org                                     | Ada <ada@example.org>
        Ada <ada@example.org, b@x.org                            | Ada <ada@example.org> / b@x.org
        "Ada <ada@example.org>, b@x.org                          | "Ada <ada@example.org> / b@x.org
        (Ada <ada@example.org>, b@x.org                          | (Ada <ada@example.org> / b@x.org
        root                                                     | root
        Ada Lovelace                                             | Ada Lovelace
        Ada Lovelace ada@example.org                             | Ada Lovelace ada@example.org
        Ada <>                                                   | Ada <>
        <>                                                       | ^^
        <<a@x.org>>                                              | a@x.org
        """)
    void reads(String field, String expected) {
        List<MailAddress> addresses = withField("To: " + field).to();

        assertThat(addresses.stream()
                        .map(each -> each.name().isEmpty() ? each.address() : each.name() + " <" + each.address() + ">")
                        .collect(Collectors.joining(" / ")))
                .isEqualTo(expected);
    }

    @Test
    void readsAllFieldsOfOneName() {
        ReceivedMail mail = withField("From: a@x.org\nfrom: b@x.org\nCC: c@x.org\nBcc: d@x.org\nReply-To: E <e@x.org>");

        assertThat(mail.from()).extracting(MailAddress::address).containsExactly("a@x.org", "b@x.org");
        assertThat(mail.cc()).containsExactly(new MailAddress("", "c@x.org"));
        assertThat(mail.bcc()).containsExactly(new MailAddress("", "d@x.org"));
        assertThat(mail.replyTo()).containsExactly(new MailAddress("E", "e@x.org"));
        assertThat(mail.to()).isEmpty();
    }

    @Test
    void readsAddressesThatAreFolded() {
        assertThat(withField("To: Ada\n <ada@example.org>,\n\t\"B\n C\" <b@x.org>")
                        .to())
                .containsExactly(new MailAddress("Ada", "ada@example.org"), new MailAddress("B C", "b@x.org"));
    }
}
