package dev.heloise.deliverability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.deliverability.ArcResult.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArcTest {

    private static final String MAIL = "From: a@example.org\r\nTo: list@example.net\r\nSubject: Hi\r\n\r\nHello\r\n";
    private static final KeyPair KEYS = keys();
    private static final ArcSealer SEALER = new ArcSealer("lists.example.net", "arc", KEYS);
    private static final Zone ZONE =
            Zone.parse(DkimSigner.of("lists.example.net", "arc", KEYS).zoneRecord());

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ArcResult validate(Zone zone, String mail) {
        return new Arc(zone, Clock.systemUTC(), Message.of(mail.getBytes(StandardCharsets.ISO_8859_1))).validate();
    }

    private static ArcResult validate(String mail) {
        return validate(ZONE, mail);
    }

    @Test
    void noChainIsNoResult() {
        assertThat(validate(MAIL).verdict()).isEqualTo(Verdict.NONE);
    }

    @Test
    void aWholeChainPasses() {
        String once = SEALER.seal(MAIL, 1, "none");
        assertThat(validate(once)).isEqualTo(new ArcResult(Verdict.PASS, 1, 0, "the chain is whole"));
        String thrice = SEALER.seal(SEALER.seal(once, 2, "pass"), 3, "pass");
        assertThat(validate(thrice)).isEqualTo(new ArcResult(Verdict.PASS, 3, 0, "the chain is whole"));
    }

    @Test
    void aSealerMayHaveSignedItsOwnResults() {
        String sealed =
                SEALER.covering("From", "Subject", "ARC-Authentication-Results").seal(MAIL, 1, "none");
        assertThat(validate(sealed).reason()).isEqualTo("the chain is whole");
        assertThat(validate(sealed.replace("spf=pass", "spf=fail")).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aChangeBeforeTheLastSealTellsSinceWhenThereWasNone() {
        String changed = SEALER.seal(MAIL, 1, "none").replace("Subject: Hi", "Subject: [list] Hi");
        ArcResult result = validate(SEALER.seal(changed, 2, "pass"));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.oldestPass()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello              | Hallo               | the body hash does not fit",
                "Subject: Hi        | Subject: Ho         | the signature does not fit the header",
                "spf=pass           | spf=fail            | the signature does not fit",
                "cv=none            | cv=pass             | has cv=pass, not cv=none",
                "cv=pass            | cv=fail             | has cv=fail, not cv=pass",
                "ARC-Seal: i=2      | ARC-Seal: i=3       | exactly one ARC-Seal with i=2",
                "ARC-Seal: i=2      | X-Seal: i=2         | 2 ARC-Authentication-Results and 1 seals",
                "ARC-Seal: i=1;     | ARC-Seal: i=1; h=From; | a seal must not have h=",
                "h=From:            | h=From:ARC-Seal:    | must not cover an ARC-Seal",
                "d=lists.example.net | d=lists.example.org | there is no key",
            })
    void aBrokenChainFails(String original, String altered, String reason) {
        String sealed = SEALER.seal(SEALER.seal(MAIL, 1, "none"), 2, "pass");
        assertThat(sealed).contains(original);
        ArcResult result = validate(sealed.replace(original, altered));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.reason()).contains(reason);
    }

    @Test
    void aFailureOfTheDnsIsAFailureForEver() {
        Zone zone = Zone.parse("arc._domainkey.lists.example.net TIMEOUT");
        assertThat(validate(zone, SEALER.seal(MAIL, 1, "none")).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void moreThanFiftySetsAreNotRead() {
        assertThat(validate("ARC-Seal: i=1\r\n".repeat(51) + MAIL).reason()).contains("51 sets");
    }
}
