package dev.heloise.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A target for Jazzer: the first octet chooses a mechanism, the others are the responses, one to a line. Nobody is let
 * in who does not say the secret.
 */
public final class SaslFuzzer {

    /** In the order that the first octet of the kept inputs means. */
    private static final List<Mechanism> MECHANISMS = List.of(
            Mechanism.PLAIN,
            Mechanism.LOGIN,
            Mechanism.CRAM_MD5,
            Mechanism.SCRAM_SHA_1,
            Mechanism.SCRAM_SHA_256,
            Mechanism.XOAUTH2,
            Mechanism.OAUTHBEARER,
            Mechanism.EXTERNAL);

    private static final Credentials ALICE = Credentials.ANYONE.with("alice", "secret");
    private static final SaslPeer PEER = new SaslPeer("mail.test", List.of(), Instant.EPOCH, Set.of());

    private SaslFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Mechanism mechanism = MECHANISMS.get((input[0] & 0xFF) % MECHANISMS.size());
        String said = new String(input, 1, input.length - 1, ISO_8859_1);
        try {
            exchange(mechanism, said);
        } catch (Refusal refusal) {
            assertThat(refusal.reply().code()).isIn(501, 535);
        }
    }

    private static void exchange(Mechanism mechanism, String said) {
        Sasl sasl = mechanism.begin(ALICE, PEER);
        if (mechanism.isServerFirst()) {
            assertThat(sasl.answer(new byte[0])).isInstanceOf(Sasl.Challenge.class);
        }
        for (String response : said.split("\n", -1)) {
            if (sasl.answer(response.getBytes(ISO_8859_1)) instanceof Sasl.Proven proven) {
                assertThat(proven.user()).isEqualTo("alice");
                // The others are proofs over what the server has chosen at random.
                assertThat(mechanism.isClear()).isTrue();
                assertThat(said).contains("secret");
                return;
            }
        }
    }
}
