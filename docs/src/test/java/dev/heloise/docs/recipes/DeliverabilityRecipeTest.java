package dev.heloise.docs.recipes;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.any;

import dev.heloise.FakeSmtpServer;
import dev.heloise.deliverability.Deliverability;
import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.junit5.DnsZone;
import dev.heloise.junit5.SmtpServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/recipes/deliverability.md}. */
class DeliverabilityRecipeTest {

    @Nested
    @SmtpServer
    @DnsZone(from = "192.0.2.10", value = """
            shop.example.             A    192.0.2.10
            10.2.0.192.in-addr.arpa.  PTR  shop.example.
            shop.example.             TXT  "v=spf1 ip4:192.0.2.0/24 -all"
            _dmarc.shop.example.      TXT  "v=DMARC1; p=reject"
            """)
    class DeliveryTest {
        @Test
        void wouldBeTaken(FakeSmtpServer smtp, Deliverability receiver) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            DeliverabilityReport report = receiver.check(smtp.mailbox().await(any()));
            assertThat(report).iprev().passes();
            assertThat(report).spf().passes();
            assertThat(report).dmarc().passes();
        }

        @Test
        @DnsZone("""
                shop.example.         TXT  "v=spf1 include:_spf.provider.example -all"
                _spf.provider.example. TXT  "v=spf1 ip4:198.51.100.0/24 ~all"
                """)
        void wouldBeRefusedAtTheOldServer(FakeSmtpServer smtp, Deliverability receiver) {
            new Mailer(smtp.host(), smtp.port()).welcome("ada@example.com");

            DeliverabilityReport report = receiver.check(smtp.mailbox().await(any()));
            assertThat(report).hasFinding("SPF_FAIL").hasFinding("DMARC_FAIL");
        }
    }
}
