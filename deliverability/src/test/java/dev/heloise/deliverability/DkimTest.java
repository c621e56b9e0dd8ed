package dev.heloise.deliverability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.heloise.deliverability.DkimResult.Verdict;
import dev.heloise.mailbox.Finding;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DkimTest {

    private static final String MAIL = """
            From: Ada <ada@example.org>
            To: grace@example.com
            Subject: The analytical engine
            Date: Thu, 01 Jan 2026 00:00:00 +0000

            Dear Grace,

            the engine can do  whatever we know
            how to order it to perform.

            Ada
            """;

    private static final DkimSigner RSA = DkimSigner.rsa("example.org", "rsa");
    private static final DkimSigner ED25519 = DkimSigner.ed25519("example.org", "ed");
    private static final Zone ZONE =
            Zone.builder().text(RSA.zoneRecord() + ED25519.zoneRecord()).build();

    private static DkimResult verify(String signed) {
        return only(Dkim.against(ZONE).verify(signed.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static DkimResult only(List<DkimResult> results) {
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static String sign(DkimSigner signer, String mail) {
        return new String(signer.sign(RfcVectors.raw(mail)), StandardCharsets.ISO_8859_1);
    }

    private static String sign(DkimSigner signer) {
        return sign(signer, MAIL);
    }

    @Nested
    class Vectors {

        @Test
        void ofRfc6376Pass() {
            DkimResult result = only(Dkim.against(RfcVectors.zone()).verify(RfcVectors.raw(RfcVectors.RFC_6376)));
            assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASS);
            assertThat(result.domain()).isEqualTo("example.com");
            assertThat(result.selector()).isEqualTo("brisbane");
            assertThat(result.identity()).isEqualTo("joe@football.example.com");
            assertThat(result.algorithm()).isEqualTo("rsa-sha256");
            assertThat(result.signature()).isEqualTo("AuUoFEfD");
        }

        @Test
        void ofRfc8463PassBothOfThem() {
            assertThat(Dkim.against(RfcVectors.zone()).verify(RfcVectors.raw(RfcVectors.RFC_8463)))
                    .extracting(DkimResult::verdict, DkimResult::algorithm)
                    .containsExactly(tuple(Verdict.PASS, "ed25519-sha256"), tuple(Verdict.PASS, "rsa-sha256"));
        }

        /** RFC 6376 §3.4.5. */
        @Test
        void ofCanonicalizationComeOutAsTheRfcHasThem() {
            Message message = Message.of(
                    "A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(message.fields())
                    .extracting(Canonicalization.RELAXED::header)
                    .containsExactly("a:X", "b:Y Z");
            assertThat(message.fields())
                    .extracting(Canonicalization.SIMPLE::header)
                    .containsExactly("A: X", "B : Y\t\r\n\tZ  ");
            assertThat(Canonicalization.RELAXED.body(message.body())).asString().isEqualTo(" C\r\nD E\r\n");
            assertThat(Canonicalization.SIMPLE.body(message.body())).asString().isEqualTo(" C \r\nD \t E\r\n");
        }

        /** RFC 6376 §3.4.3 and §3.4.4. */
        @ParameterizedTest
        @CsvSource({
            "simple, frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=",
            "relaxed, 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        })
        void ofAnEmptyBodyHaveTheHashesOfTheRfc(String algorithm, String hash) {
            String signed = sign(RSA.canonicalization("relaxed/" + algorithm), "From: a@example.org\n");
            assertThat(signed).contains("bh=" + hash);
            assertThat(verify(signed).verdict()).isEqualTo(Verdict.PASS);
        }
    }

    @Nested
    class Signers {

        @ParameterizedTest
        @CsvSource({"simple", "simple/simple", "simple/relaxed", "relaxed", "relaxed/simple", "relaxed/relaxed"})
        void makeSignaturesThatPass(String canonicalization) {
            assertThat(verify(sign(RSA.canonicalization(canonicalization))).verdict())
                    .isEqualTo(Verdict.PASS);
            assertThat(verify(sign(ED25519.canonicalization(canonicalization))).verdict())
                    .isEqualTo(Verdict.PASS);
        }

        @Test
        void makeSeveralSignaturesOnOneMessage() {
            byte[] signed = ED25519.sign(RSA.sign(RfcVectors.raw(MAIL)));
            assertThat(Dkim.against(ZONE).verify(signed))
                    .extracting(DkimResult::selector, DkimResult::verdict)
                    .containsExactly(tuple("ed", Verdict.PASS), tuple("rsa", Verdict.PASS));
        }

        @Test
        void coverFromOnceMoreThanItIsThere() {
            String signed = sign(RSA);
            assertThat(verify(signed).findings()).isEmpty();
            assertThat(verify(signed.replace("\r\nTo:", "\r\nFrom: eve@example.net\r\nTo:"))
                            .verdict())
                    .isEqualTo(Verdict.FAIL);
        }

        @Test
        void tellTheTagsThatAreAskedFor() {
            String signed = sign(RSA.headers("From", "Subject")
                    .identity("ada@sub.example.org")
                    .bodyLength(5)
                    .signedAt(Instant.ofEpochSecond(1_000))
                    .expiresAt(Instant.ofEpochSecond(9_999_999_999L)));
            assertThat(signed).contains("i=ada@sub.example.org;", "l=5;", "t=1000;", "x=9999999999;");
            assertThat(verify(signed).verdict()).isEqualTo(Verdict.PASS);
            assertThat(verify(signed).identity()).isEqualTo("ada@sub.example.org");
        }
    }

    @Nested
    class Times {

        private DkimResult verifyAt(String time, DkimSigner signer) {
            Clock clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
            return only(Dkim.against(ZONE).at(clock).verify(signer.sign(RfcVectors.raw(MAIL))));
        }

        @Test
        void expireOnTheGivenClock() {
            DkimSigner signer = RSA.expiresAt(Instant.parse("2026-06-01T00:00:00Z"));
            assertThat(verifyAt("2026-05-31T23:59:59Z", signer).verdict()).isEqualTo(Verdict.PASS);
            DkimResult late = verifyAt("2026-06-01T00:00:01Z", signer);
            assertThat(late.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(late.reason()).isEqualTo("the signature expired at 2026-06-01T00:00:00Z");
        }

        @Test
        void mayNotLieInTheFuture() {
            DkimSigner signer = RSA.signedAt(Instant.parse("2026-06-01T00:00:00Z"));
            assertThat(verifyAt("2026-05-31T23:58:00Z", signer).verdict()).isEqualTo(Verdict.PASS);
            assertThat(verifyAt("2026-05-31T00:00:00Z", signer).verdict()).isEqualTo(Verdict.FAIL);
        }

        @Test
        void mustBeInOrder() {
            DkimSigner signer = RSA.signedAt(Instant.ofEpochSecond(2_000)).expiresAt(Instant.ofEpochSecond(1_000));
            assertThat(verifyAt("2026-01-01T00:00:00Z", signer).verdict()).isEqualTo(Verdict.PERMERROR);
        }
    }

    @Nested
    class Keys {

        private DkimResult verifyWith(String record) {
            Zone zone = Zone.builder()
                    .record("rsa._domainkey.example.org", "TXT", record.replace("KEY", key()))
                    .build();
            return only(Dkim.against(zone).verify(RSA.sign(RfcVectors.raw(MAIL))));
        }

        private static String key() {
            return RSA.keyRecord().substring(RSA.keyRecord().indexOf("p=") + 2);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "v=DKIM1; k=rsa; p=KEY          | PASS",
                    "p=KEY                          | PASS",
                    "v=DKIM1; h=sha1:sha256; p=KEY; | PASS",
                    "v=DKIM1; s=email; n=note; p=KEY | PASS",
                    "v=DKIM1; g=nobody; p=KEY       | PASS",
                    "v=DKIM1; t=y; p=KEY            | PASS",
                    "v=DKIM1; t=s; p=KEY            | PASS",
                    "p=KEY; v=DKIM1                 | PERMERROR",
                    "v=DKIM2; p=KEY                 | PERMERROR",
                    "v=DKIM1; p=                    | PERMERROR",
                    "v=DKIM1; k=rsa                 | PERMERROR",
                    "v=DKIM1; k=dsa; p=KEY          | PERMERROR",
                    "v=DKIM1; k=ed25519; p=KEY      | PERMERROR",
                    "v=DKIM1; h=sha1; p=KEY         | PERMERROR",
                    "v=DKIM1; s=tlsrpt; p=KEY       | PERMERROR",
                    "v=DKIM1; p=KEY; p=KEY          | PERMERROR",
                    "v=DKIM1; p=!!!                 | PERMERROR",
                    "v=spf1 -all                    | PERMERROR",
                })
        void areTakenAsRfc6376SaysAndOnlySo(String record, Verdict verdict) {
            assertThat(verifyWith(record).verdict()).isEqualTo(verdict);
        }

        @Test
        void mayBeOnlyForTheDomainItself() {
            Zone zone = Zone.builder()
                    .record("rsa._domainkey.example.org", "TXT", "v=DKIM1; t=s; p=" + key())
                    .build();
            byte[] signed = RSA.identity("@sub.example.org").sign(RfcVectors.raw(MAIL));
            assertThat(only(Dkim.against(zone).verify(signed)).reason()).contains("t=s");
        }

        /** What a SubjectPublicKeyInfo has before the RSAPublicKey of RFC 3447 depends on the length of the key. */
        @ParameterizedTest
        @CsvSource({"1024, 22", "2048, 24"})
        void areReadAsBareRsaKeysToo(int bits, int prefix) throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            KeyPair keys = generator.generateKeyPair();
            byte[] encoded = keys.getPublic().getEncoded();
            String bare = Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, prefix, encoded.length));
            Zone zone = Zone.builder()
                    .record("bare._domainkey.example.org", "TXT", "p=" + bare)
                    .build();
            byte[] signed = DkimSigner.of("example.org", "bare", keys).sign(RfcVectors.raw(MAIL));
            assertThat(only(Dkim.against(zone).verify(signed)).verdict()).isEqualTo(Verdict.PASS);
        }

        @Test
        void areTriedOneAfterTheOther() {
            Zone zone = Zone.builder()
                    .record("rsa._domainkey.example.org", "TXT", "v=DKIM1; p=")
                    .record("rsa._domainkey.example.org", "TXT", RSA.keyRecord())
                    .build();
            assertThat(only(Dkim.against(zone).verify(RSA.sign(RfcVectors.raw(MAIL))))
                            .verdict())
                    .isEqualTo(Verdict.PASS);
        }

        @ParameterizedTest
        @CsvSource({"512", "768", "1016"})
        void underAThousandAndTwentyFourBitsNeverCount(int bits) throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            DkimSigner weak = DkimSigner.of("example.org", "weak", generator.generateKeyPair());
            DkimResult result =
                    only(Dkim.against(Zone.parse(weak.zoneRecord())).verify(weak.sign(RfcVectors.raw(MAIL))));
            assertThat(result.verdict()).isEqualTo(Verdict.PERMERROR);
            assertThat(result.reason()).contains(bits + " bits");
        }

        @Test
        void thatAreMissingOrCannotBeHadSaySo() {
            byte[] signed = RSA.sign(RfcVectors.raw(MAIL));
            assertThat(only(Dkim.against(Zone.parse("")).verify(signed)).verdict())
                    .isEqualTo(Verdict.PERMERROR);
            assertThat(only(Dkim.against(Zone.parse("rsa._domainkey.example.org TIMEOUT"))
                                    .verify(signed))
                            .verdict())
                    .isEqualTo(Verdict.TEMPERROR);
        }

        @Test
        void inTestingAreToldApart() {
            DkimResult result = verifyWith("v=DKIM1; t=y; p=KEY");
            assertThat(result.testing()).isTrue();
            assertThat(result.findings()).extracting(Finding::rule).containsExactly("DKIM_TESTING");
        }
    }

    /** RFC 8616 lets an internationalized message name them in UTF-8, and asks for their keys by A-labels. */
    @Nested
    class DomainsBeyondAscii {

        private static final String MAIL = "From: Jürgen <jürgen@bücher.example>\n\nGrüße\n";

        @ParameterizedTest
        @CsvSource({"bücher.example, xn--bcher-kva.example", "例え.jp, xn--r8jz45g.jp"})
        void areSignedWithALabels(String domain, String ascii) {
            DkimSigner signer = DkimSigner.ed25519(domain, "prüf").identity("jürgen@" + domain);
            byte[] signed = signer.sign(RfcVectors.raw(MAIL));
            assertThat(new String(signed, StandardCharsets.UTF_8))
                    .contains("d=" + ascii + "; s=xn--prf-ioa;")
                    .contains("i=jürgen@" + ascii);

            DkimResult result =
                    only(Dkim.against(Zone.parse(signer.zoneRecord())).verify(signed));
            assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASS);
            assertThat(result.domain()).isEqualTo(ascii);
            assertThat(result.identity()).isEqualTo("jürgen@" + ascii);
        }

        @Test
        void areReadAsOthersSignThem() throws Exception {
            KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Message message = Message.of(RfcVectors.raw(MAIL));
            String hash = Base64.getEncoder().encodeToString(Sha256.of(message.body()));
            RawField unsigned = new RawField(RawField.encoded("DKIM-Signature: v=1; a=ed25519-sha256;"
                    + " d=bücher.example; s=prüf; i=jürgen@post.bücher.example; h=From; bh=" + hash + "; b="));
            byte[] data = new SignedHeader(Canonicalization.SIMPLE, message.fields("From"), unsigned).data();
            byte[] signature = SignatureAlgorithm.ED25519_SHA256.sign(keys.getPrivate(), data);
            String signed =
                    RawField.decoded(unsigned.text()) + Base64.getEncoder().encodeToString(signature) + "\n" + MAIL;

            Zone zone = Zone.parse(DkimSigner.of("bücher.example", "prüf", keys).zoneRecord());
            DkimResult result = only(Dkim.against(zone).verify(RfcVectors.raw(signed)));
            assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASS);
            assertThat(result.domain()).isEqualTo("xn--bcher-kva.example");
            assertThat(result.selector()).isEqualTo("prüf");
            assertThat(result.identity()).isEqualTo("jürgen@post.bücher.example");
        }
    }

    @Nested
    class MalformedSignatures {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "v=1;              | v=2;",
                    "v=1;              | ''",
                    "v=1;              | v=1; v=1;",
                    "v=1;              | v=1; q=http;",
                    "v=1;              | v=1; i=ada@example.net;",
                    "v=1;              | v=1; i=ada@notexample.org;",
                    "v=1;              | v=1; l=-1;",
                    "v=1;              | v=1; x;",
                    "v=1;              | v=1; 9=x;",
                    "v=1;              | v=1;;",
                    "d=example.org     | d=org",
                    "d=example.org     | d=",
                    "a=rsa-sha256      | a=rsa-sha1",
                    "a=rsa-sha256      | a=rsa-sha512",
                    "a=rsa-sha256      | a=ed25519-sha256",
                    "c=relaxed/relaxed | c=relaxed/none",
                    "c=relaxed/relaxed | c=relaxed/relaxed/relaxed",
                    "h=From            | h=Form",
                    "h=From            | h=:From",
                    "bh=               | bh=!",
                })
        void neverPass(String tag, String other) {
            String signed = sign(RSA.headers("From"));
            assertThat(signed).contains(tag);
            DkimResult result = verify(signed.replaceFirst(tag, other));
            assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PERMERROR);
            assertThat(result.selector()).isIn("rsa", "");
        }

        @Test
        void withoutASignatureInThemNeverPass() {
            String signed = sign(RSA).replaceFirst(" b=[^\r]+\r\n( [^\r]+\r\n)*", " b=\r\n");
            assertThat(verify(signed).reason()).isEqualTo("b= is empty");
        }

        @Test
        void ofMoreThanTheBodyNeverPass() {
            DkimResult result = verify(sign(RSA.bodyLength(100_000)));
            assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(result.reason()).contains("l= says that 100000 were signed");
        }
    }

    @Nested
    class Diagnoses {

        private String reason(String signed) {
            DkimResult result = verify(signed);
            assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
            return result.reason();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "order it           | orger it             | octet 10 of line 4 of the body is \"g\" and was signed as \"d\"",
                    "the engine         | the xengine          | octet 5 of line 3 of the body is \"x\" and was not there when it was signed",
                    "order it           | oder it              | octet 9 of line 4 of the body is missing and was signed as \"r\"",
                    "Subject: The       | Subject: Te          | octet 10 of the field Subject is missing and was signed as \"h\"",
                    "Subject: The       | Subject: Tke         | octet 10 of the field Subject is \"k\" and was signed as \"h\"",
                    "To: grace          | To: trace            | octet 4 of the field To is \"t\" and was signed as \"g\"",
                    "Subject: The       | Subject: [list] The  | a tag in brackets was added to the field Subject",
                    "Date: Thu          | X-Date: Thu          | of them Date may have been removed",
                })
        void nameWhatWasAltered(String original, String altered, String place) {
            String signed = sign(RSA);
            assertThat(signed).contains(original);
            assertThat(reason(signed.replace(original, altered))).contains(place);
        }

        @Test
        void nameTheFieldThatWasAdded() {
            String signed = sign(RSA.headers("From", "To", "Subject", "Date", "From", "Cc"));
            assertThat(reason(signed.replace("\r\nTo:", "\r\nCc: eve@example.net\r\nTo:")))
                    .contains("the field Cc was not there when the message was signed");
            String ed = sign(ED25519.headers("From", "To", "Subject", "Date", "From", "Cc"));
            assertThat(reason(ed.replace("\r\nTo:", "\r\nCc: eve@example.net\r\nTo:")))
                    .contains("the field Cc was not there when the message was signed");
        }

        /** It was looked for as if the first From still were where the signer met it. */
        @ParameterizedTest
        @CsvSource({"From: Ada", "To: grace"})
        void nameTheSecondFieldOfANameThatWasAdded(String before) {
            String signed = sign(RSA.headers("From", "To", "Subject", "Date", "From"));
            assertThat(signed).contains(before);
            assertThat(reason(signed.replace(before, "From: eve@example.net\r\n" + before)))
                    .contains("the field From was not there when the message was signed");
        }

        @Test
        void nameTheFirstLineThatWasAdded() {
            assertThat(reason(sign(RSA) + "--\r\nThis mail was sent to a list\r\n"))
                    .contains("line 7 of the body and what follows it were added after signing");
        }

        @Test
        void nameBareLineEnds() {
            String signed = sign(RSA);
            assertThat(reason(signed.replace("know\r\n", "know\n")))
                    .contains("line 3 of the body ends in a bare LF or CR, and was signed as if it were CRLF");
            String unix = new String(
                    RSA.canonicalization("simple/simple").sign(MAIL.getBytes(StandardCharsets.US_ASCII)),
                    StandardCharsets.US_ASCII);
            assertThat(reason(unix.replaceAll("(?<!\r)\n", "\r\n"))).contains("was signed with a bare LF");
        }

        @Test
        void nameBareLineEndsInTheHeader() {
            String folded = MAIL.replace("analytical engine", "analytical\n engine");
            String signed = sign(RSA.canonicalization("simple/simple"), folded);
            assertThat(reason(signed.replace("analytical\r\n", "analytical\n"))).contains("the header has bare LFs");
        }

        @Test
        void nameBlanksThatWereAdded() {
            String signed = sign(RSA.canonicalization("simple/simple"));
            assertThat(reason(signed.replace("perform.", "perform. "))).contains("line 4 of the body ends in blanks");
        }

        /** Many a server takes away the blank of "-- ", which begins a signature in the older sense. */
        @Test
        void nameABlankThatWasTakenAway() {
            String signed = sign(RSA.canonicalization("simple/simple"), MAIL.replace("\nAda\n", "\n-- \nAda\n"));
            DkimResult body = verify(signed.replace("-- \r\n", "--\r\n"));
            assertThat(body.reason())
                    .contains("octet 3 of line 6 of the body is missing and was signed as 0x20; sign with c=relaxed");
            assertThat(body.findings()).extracting(Finding::rule).containsExactly("DKIM_WHITESPACE");
            assertThat(reason(signed.replace("Subject: The", "Subject:The")))
                    .contains("octet 9 of the field Subject is missing and was signed as 0x20");
        }

        @Test
        void nameATransferEncoding() {
            String mail = MAIL.replace("\n\nDear", "\nContent-Transfer-Encoding: 8bit\n\nDear")
                    .replace("Dear", "D\u00e9ar");
            String signed = sign(RSA.headers("From"), mail);
            String encoded = signed.replace("8bit", "quoted-printable").replace("\u00c3\u00a9", "=C3=\r\n=A9");
            assertThat(verify(signed).verdict()).isEqualTo(Verdict.PASS);
            assertThat(reason(encoded))
                    .contains("line 1 of the body is quoted-printable, and was signed before that encoding");
        }

        @Test
        void nameDotsThatWereDoubled() {
            String mail = MAIL.replace("Dear Grace,", ".signature");
            assertThat(reason(sign(RSA, mail).replace("\n.sig", "\n..sig")))
                    .contains("line 1 of the body has its first dot doubled");
            assertThat(reason(sign(RSA, mail.replace("\n.sig", "\n..sig")).replace("\n..sig", "\n.sig")))
                    .contains("line 1 of the body was signed with its first dot doubled");
        }

        @Test
        void nameAKeyThatIsNotTheSigners() {
            DkimSigner other = DkimSigner.rsa("example.org", "rsa");
            DkimResult result =
                    only(Dkim.against(Zone.parse(other.zoneRecord())).verify(RSA.sign(RfcVectors.raw(MAIL))));
            assertThat(result.reason()).contains("was not made with the key at rsa._domainkey.example.org");
        }

        /** The search for one octet of the header left nothing for the body. */
        @Test
        void nameTheFooterOfAMailWhoseSubjectIsAnotherAsWell() {
            String mail = MAIL.replace("engine\n", "engine" + "\n with  many  words".repeat(100) + "\n");
            String signed = sign(RSA, mail).replace("Subject: The analytical", "Subject: Re: An analytical");
            assertThat(reason(signed + "--\r\nThis mail was sent to a list\r\n"))
                    .contains("of the body and what follows it were added after signing");
        }

        /** What the last of them said was told, were it no key at all. */
        @ParameterizedTest
        @CsvSource({"RSA, other", "other, RSA", "RSA, text", "text, RSA"})
        void nameThePlaceByTheKeyThatFits(String first, String second) {
            DkimSigner other = DkimSigner.rsa("example.org", "rsa");
            Map<String, String> records =
                    Map.of("RSA", RSA.keyRecord(), "other", other.keyRecord(), "text", "some-verification=1; x");
            Zone zone = Zone.builder()
                    .record("rsa._domainkey.example.org", "TXT", records.get(first))
                    .record("rsa._domainkey.example.org", "TXT", records.get(second))
                    .build();
            byte[] altered = sign(RSA).replace("Subject: The", "Subject: Tke").getBytes(StandardCharsets.US_ASCII);
            assertThat(only(Dkim.against(zone).verify(altered)).reason())
                    .contains("octet 10 of the field Subject is \"k\" and was signed as \"h\"");
        }

        @Test
        void nameAFoldThatChanged() {
            String folded = MAIL.replace("analytical engine", "analytical\n engine");
            String signed = sign(RSA.canonicalization("simple/simple"), folded);
            assertThat(reason(signed.replace("analytical\r\n ", "analytical\r\n\t")))
                    .contains("the field Subject is folded in another way");
        }

        @Test
        void nameTheFieldThatDiffersFromItsCopy() {
            // The copies of the fields as RFC 6376 §3.5 has them, put in before signing.
            DkimSigner signer = ED25519.identity(
                    "@example.org;\r\n z=From:Ada=20<ada@example.org>|Subject:The=20analytical\r\n =20engine");
            String signed = sign(signer);
            assertThat(verify(signed).verdict()).isEqualTo(Verdict.PASS);
            assertThat(reason(signed.replace("Subject: The analytical engine", "Subject: Spam")))
                    .contains("the field Subject was signed as \"The analytical engine\" and is now \"Spam\"");
        }

        @Test
        void nameTheHashIfThatWasAltered() {
            String signed = sign(RSA);
            int hash = signed.indexOf("bh=") + 5;
            char other = signed.charAt(hash) == 'x' ? 'y' : 'x';
            assertThat(reason(signed.substring(0, hash) + other + signed.substring(hash + 1)))
                    .contains("the body is the one that was signed, and bh= is not")
                    .contains("of the field DKIM-Signature is \"" + other + "\"");
        }
    }

    @Nested
    class Findings {

        @ParameterizedTest
        @CsvSource({
            "Subject, DKIM_UNSIGNED_FIELD",
            "To,      DKIM_UNSIGNED_FIELD",
        })
        void nameFieldsThatAnyoneMayChange(String field, String rule) {
            String[] names = List.of("From", "From", "To", "Subject", "Date").stream()
                    .filter(name -> !name.equals(field))
                    .toArray(String[]::new);
            assertThat(verify(sign(RSA.headers(names))).findings())
                    .extracting(Finding::rule)
                    .containsExactly(rule);
        }

        @Test
        void nameABodyThatAnyoneMayAddTo() {
            String signed = sign(RSA.bodyLength(20)) + "spam";
            assertThat(verify(signed).verdict()).isEqualTo(Verdict.PASS);
            assertThat(verify(signed).findings()).extracting(Finding::rule).containsExactly("DKIM_L_TAG");
        }

        /** It was looked for blanks at line ends once for each of them, which took minutes. */
        @Test
        void ofAMailOfBlanksComesSoon() {
            String signed = sign(RSA) + " ".repeat(400_000) + "x";
            assertThat(verify(signed).verdict()).isEqualTo(DkimResult.Verdict.FAIL);
        }

        @Test
        void nameBareLineEndsThatBreakTheSignatureOnTheWay() {
            byte[] signed = RSA.sign(MAIL.getBytes(StandardCharsets.US_ASCII));
            DkimResult result = only(Dkim.against(ZONE).verify(signed));
            assertThat(result.verdict()).isEqualTo(Verdict.PASS);
            assertThat(result.findings()).extracting(Finding::rule).containsExactly("DKIM_BARE_LF");
        }
    }

    @Nested
    @Timeout(20)
    class HostileMessages {

        @Test
        void ofAThousandSignaturesAreReadToALimit() {
            String field = sign(RSA).split("(?=From: )", 2)[0];
            List<DkimResult> results = Dkim.against(ZONE)
                    .verify((field.repeat(1_000) + MAIL.replace("\n", "\r\n")).getBytes(StandardCharsets.US_ASCII));
            assertThat(results).hasSize(20).allMatch(DkimResult::passes);
            assertThat(results.get(0).findings()).extracting(Finding::rule).containsExactly("DKIM_TOO_MANY");
        }

        @Test
        void ofAThousandBrokenSignaturesAreReadInTime() {
            String field = sign(RSA).split("(?=From: )", 2)[0];
            String body = "A line of the body that is somewhat longer than the others.\r\n".repeat(20_000);
            List<DkimResult> results = Dkim.against(ZONE)
                    .verify((field.repeat(1_000) + MAIL.replace("\n", "\r\n") + body)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(results).hasSize(20).noneMatch(DkimResult::passes);
        }

        @Test
        void ofTenThousandSignedNamesAreReadInTime() {
            String[] names = IntStream.range(0, 10_000)
                    .mapToObj(i -> i == 0 ? "From" : "X-" + i)
                    .toArray(String[]::new);
            String fields = "X-1: y\n".repeat(10_000);
            String signed = sign(RSA.headers(names), fields + MAIL);
            assertThat(verify(signed).verdict()).isEqualTo(Verdict.PASS);
            assertThat(verify(signed.replace("X-1: y", "X-1: z")).verdict()).isEqualTo(Verdict.FAIL);
        }

        @Test
        void ofBrokenSignaturesOverManyFieldsAreReadInTime() {
            String[] names = IntStream.range(0, 20_000).mapToObj(i -> "X-" + i).toArray(String[]::new);
            String signed = sign(ED25519.headers(names), String.join(": y\n", names) + ": y\n" + MAIL);
            String field = signed.split("(?=X-0: y)", 2)[0];
            List<DkimResult> results = Dkim.against(ZONE)
                    .verify((field.repeat(19) + signed.replace("X-1: y", "X-1: z"))
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(results).hasSize(20).noneMatch(DkimResult::passes);
        }

        /** Each copy was compared with each field of its name, and both were stripped of their blanks each time. */
        @Test
        void ofManyCopiesOfManyFieldsAreReadInTime() {
            String copy = "|X:" + "a=20b".repeat(300);
            DkimSigner signer = ED25519.headers("From").identity("@example.org; z=X:y" + copy.repeat(98));
            String others = ("X: " + "c b".repeat(300) + "\n").repeat(9_900);
            String signed = sign(signer, others + "X: y\nX: " + "a b".repeat(300) + "\n" + MAIL);
            String field = signed.split("(?=X: c)", 2)[0];
            List<DkimResult> results = Dkim.against(ZONE)
                    .verify((field.repeat(19) + signed.replace("From: Ada", "From: Eve"))
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(results).hasSize(20).noneMatch(DkimResult::passes);
        }

        @ParameterizedTest
        @CsvSource({"RSA, 65536", "ED25519, 33", "ED25519, 31"})
        void withKeysOfTheWrongSizeNeverPass(String type, int octets) {
            DkimSigner signer = type.equals("RSA") ? RSA : ED25519;
            String key = Base64.getEncoder().encodeToString(new byte[octets]);
            Zone zone = Zone.builder()
                    .record(
                            (type.equals("RSA") ? "rsa" : "ed") + "._domainkey.example.org",
                            "TXT",
                            "v=DKIM1; k=" + type.toLowerCase(Locale.ROOT) + "; p=" + key)
                    .build();
            assertThat(only(Dkim.against(zone).verify(signer.sign(RfcVectors.raw(MAIL))))
                            .verdict())
                    .isEqualTo(Verdict.PERMERROR);
        }

        @Test
        void withoutASignatureHaveNoResult() {
            assertThat(Dkim.against(ZONE).verify(RfcVectors.raw(MAIL))).isEmpty();
            assertThat(Dkim.against(ZONE).verify(new byte[0])).isEmpty();
        }
    }
}
