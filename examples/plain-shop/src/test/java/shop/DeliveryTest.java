package shop;

import static dev.heloise.assertj.SmtpAssertions.assertThat;
import static dev.heloise.mailbox.MailFilter.any;

import dev.heloise.FakeSmtpServer;
import dev.heloise.deliverability.Deliverability;
import dev.heloise.deliverability.DeliverabilityReport;
import dev.heloise.junit5.DnsZone;
import dev.heloise.junit5.SmtpServer;
import dev.heloise.mailbox.Mailbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real receiver would make of the shop's mails, given the DNS records that the shop publishes. */
@SmtpServer
@DnsZone(from = "192.0.2.10", value = """
        mail.shop.example.        A    192.0.2.10
        10.2.0.192.in-addr.arpa.  PTR  mail.shop.example.
        shop.example.             TXT  "v=spf1 a:mail.shop.example -all"
        _dmarc.shop.example.      TXT  "v=DMARC1; p=reject"
        """)
class DeliveryTest {

    private Shop shop;

    @BeforeEach
    void open(FakeSmtpServer smtp) {
        shop = new Shop(new Outbox(MailSettings.of(smtp.host(), smtp.port())), Runnable::run);
    }

    @Test
    void wouldSucceed(Mailbox mailbox, Deliverability receiver) {
        shop.order("4711", "ada@example.com");

        DeliverabilityReport report = receiver.check(mailbox.await(any()));
        assertThat(report).helo().resolves().matchesClient();
        assertThat(report).spf().passes();
        assertThat(report).dmarc().passes();
    }

    /** The record that a new provider asks for, before anybody publishes it: it forgets the shop's own server. */
    @Test
    @DnsZone("""
            shop.example.           TXT  "v=spf1 include:_spf.provider.example -all"
            _spf.provider.example.  TXT  "v=spf1 ip4:198.51.100.0/24 ~all"
            """)
    void wouldFailWithTheRecordOfTheNewProvider(Mailbox mailbox, Deliverability receiver) {
        shop.order("4711", "ada@example.com");

        DeliverabilityReport report = receiver.check(mailbox.await(any()));
        assertThat(report).hasFinding("SPF_FAIL").hasFinding("DMARC_FAIL");
    }
}
