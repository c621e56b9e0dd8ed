package dev.heloise.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heloise.Row;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mechanisms alone, with the examples of their RFCs. */
class SaslTest {

    private static final Credentials PENCIL = Credentials.ANYONE.with("user", "pencil");

    /** RFC 5802 §5 and RFC 7677 §3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SHA-1 | 3rfcNHYJY1ZVvWVs7j | QSXCR+Q6sek8bf92 "
                        + "| n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL "
                        + "| r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096 "
                        + "| c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts= "
                        + "| v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
                "SHA-256 | %hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 | W22ZaJ0SNY7soEsUEjb6gQ== "
                        + "| n,,n=user,r=rOprNGfwEbeRWgbNEkqO "
                        + "| r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096 "
                        + "| c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ= "
                        + "| v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
            })
    void scramSaysWhatTheRfcSays(
            String digest, String nonce, String salt, String first, String challenge, String last, String proof) {
        SaslScram scram =
                new SaslScram(digest, PENCIL, nonce, Base64.getDecoder().decode(salt));

        assertThat(answer(scram, first)).isEqualTo(new Sasl.Challenge(challenge));
        assertThat(answer(scram, last)).isEqualTo(new Sasl.Challenge(proof));
        assertThat(answer(scram, "")).isEqualTo(new Sasl.Proven("user"));
    }

    @Row("B-141")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p=tls-unique,,n=user,r=abc | 535",
                "n,,m=ext,n=user,r=abc | 535",
                "n,a=other,n=user,r=abc | 535",
                "n,,n=us=er,r=abc | 501",
                "n,,n=,r=abc | 501",
                "n,,n=user | 501",
                "n,,r=abc,n=user | 501",
                "n,,n=user,r= | 501",
                "x,,n=user,r=abc | 535",
                "n,, | 501",
                "'' | 501"
            })
    void scramRefusesFirstMessages(String first, int code) {
        assertThatThrownBy(() -> answer(new SaslScram("SHA-256", PENCIL), first))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.reply().code()).isEqualTo(code));
    }

    /** Wrong nonce, wrong header, wrong proof, no proof. */
    @Row("B-141")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c=biws,r=abcOTHER,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "c=eSws,r=abcNONCE,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "c=biws,r=abcNONCE,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "c=biws,r=abcNONCE,p=AAAA",
                "c=biws,r=abcNONCE",
                "c=biws",
                ",p=",
                ""
            })
    void scramRefusesFinalMessages(String last) {
        SaslScram scram = new SaslScram("SHA-1", PENCIL, "NONCE", new byte[16]);
        answer(scram, "n,,n=user,r=abc");

        assertThatThrownBy(() -> answer(scram, last)).isInstanceOf(Refusal.class);
    }

    @Test
    void scramTakesTheFlagOfAClientThatKnowsChannelBindingAndEscapedNames() {
        SaslScram scram = new SaslScram("SHA-1", Credentials.ANYONE.with("a,b=c", "x"), "NONCE", new byte[16]);

        assertThat(answer(scram, "y,a=a=2Cb=3Dc,n=a=2Cb=3Dc,r=abc")).isInstanceOf(Sasl.Challenge.class);
    }

    /** RFC 2195 §2. */
    @Test
    void cramMd5SaysWhatTheRfcSays() {
        Credentials credentials = Credentials.ANYONE.with("tim", "tanstaaftanstaaf");
        String challenge = "<1896.697170952@postoffice.reston.mci.net>";
        SaslCramMd5 cram = new SaslCramMd5(credentials, challenge);

        assertThat(answer(cram, "")).isEqualTo(new Sasl.Challenge(challenge));
        assertThat(answer(cram, "tim b913a602c7eda7a495b4e6e7334d3890")).isEqualTo(new Sasl.Proven("tim"));
        assertThatThrownBy(() -> answer(cram, "tim b913a602c7eda7a495b4e6e7334d3891"))
                .hasMessageStartingWith("535");
        assertThatThrownBy(() -> answer(cram, "tim")).hasMessageStartingWith("501");
    }

    /** RFC 2195 §2: digits, a timestamp, and the server's name. */
    @Test
    void cramMd5ChallengesWithTheTimeOfTheServersClock() {
        SaslPeer peer = new SaslPeer("mail.test", List.of(), Instant.ofEpochSecond(697_170_952), Set.of());

        assertThat(answer(Mechanism.CRAM_MD5.begin(PENCIL, peer), ""))
                .isInstanceOfSatisfying(
                        Sasl.Challenge.class,
                        challenge -> assertThat(challenge.text()).matches("<[0-9]+\\.697170952@mail\\.test>"));
    }

    /** RFC 4616 §4: the second example acts for somebody else, which nobody may here. */
    @Row("B-136")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\0tim\\0tanstaaftanstaaf | tim",
                "tim\\0tim\\0tanstaaftanstaaf | tim",
                "Ursel\\0Kurt\\0xipj3plmq | 535",
                "\\0tim\\0wrong | 535",
                "\\0nobody\\0tanstaaftanstaaf | 535",
                "tim | 501",
                "tim\\0tanstaaftanstaaf | 501",
                "\\0tim\\0a\\0b | 501",
                "\\0\\0a | 501",
                "\\0tim\\0 | 501",
                "\\0ti\\nm\\0a | 501"
            })
    void plainTakesThreeParts(String response, String outcome) {
        Credentials credentials = new Credentials(Map.of("tim", "tanstaaftanstaaf", "Kurt", "xipj3plmq"));

        assertThat(outcome(new SaslPlain(credentials), response)).isEqualTo(outcome);
    }

    @Test
    void plainIsUtf8() {
        assertThat(outcome(new SaslPlain(Credentials.ANYONE.with("jürgen", "pässwörd")), "\\0jürgen\\0pässwörd"))
                .isEqualTo("jürgen");
        assertThatThrownBy(() -> new SaslPlain(Credentials.ANYONE).answer(new byte[] {0, 'a', 0, (byte) 0xFF}))
                .hasMessageStartingWith("501");
    }

    /** RFC 7628 §4.1, and the form of Google's documentation. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OAUTHBEARER | n,a=user@example.com,\\1host=server.example.com\\1port=587\\1auth=Bearer vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg==\\1\\1 | user@example.com",
                "OAUTHBEARER | n,,\\1auth=bearer vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg==\\1\\1 | user@example.com",
                "OAUTHBEARER | n,a=user@example.com,\\1auth=Bearer other\\1\\1 | invalid_token",
                "OAUTHBEARER | n,a=user@example.com,\\1auth=Basic other\\1\\1 | 501",
                "OAUTHBEARER | nonsense | 501",
                "XOAUTH2 | user=user@example.com\\1auth=Bearer vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg==\\1\\1 | user@example.com",
                "XOAUTH2 | user=user@example.com\\1auth=Bearer other\\1\\1 | 401",
                "XOAUTH2 | user=user@example.com\\1auth=Bearer other\\1 | 501",
                "XOAUTH2 | '' | 501"
            })
    void bearersShowAToken(Mechanism mechanism, String response, String outcome) {
        Credentials credentials =
                Credentials.ANYONE.with("user@example.com", "vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg==");
        Sasl bearer = mechanism.begin(credentials, new SaslPeer("mail.test", List.of(), Instant.EPOCH, Set.of()));

        assertThat(outcome(bearer, response)).contains(outcome);
    }

    @Test
    void aBearerHasFailedOnceItHasReadWhy() {
        Sasl bearer = SaslBearer.oauthBearer(Credentials.ANYONE.with("a", "token"));
        assertThat(outcome(bearer, "n,a=a,\\1auth=Bearer other\\1\\1")).startsWith("{\"status\":");

        assertThat(outcome(bearer, "\\1")).isEqualTo("535");
    }

    @ParameterizedTest
    @CsvSource({"'', cn@x.test", "alt@x.test, alt@x.test", "other@x.test, 535"})
    void externalTakesTheNamesOfTheCertificate(String wanted, String outcome) {
        SaslPeer peer = new SaslPeer("mail.test", List.of("cn@x.test", "alt@x.test"), Instant.EPOCH, Set.of());

        assertThat(outcome(new SaslExternal(Credentials.ANYONE, peer), wanted)).isEqualTo(outcome);
        assertThat(outcome(new SaslExternal(PENCIL, peer), wanted)).isEqualTo("535");
    }

    private static String outcome(Sasl sasl, String response) {
        try {
            Sasl.Step step = answer(sasl, response);
            return step instanceof Sasl.Challenge challenge ? challenge.text() : ((Sasl.Proven) step).user();
        } catch (Refusal refusal) {
            return Integer.toString(refusal.reply().code());
        }
    }

    private static Sasl.Step answer(Sasl sasl, String response) {
        return sasl.answer(response.replace("\\0", "\0")
                .replace("\\1", "\1")
                .replace("\\n", "\n")
                .getBytes(UTF_8));
    }
}
