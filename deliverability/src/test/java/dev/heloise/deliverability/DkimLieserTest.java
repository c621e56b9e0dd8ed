package dev.heloise.deliverability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.deliverability.DkimResult.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages of the DKIM Verifier add-on, with the keys of the RFCs. */
@EnabledIf(value = Corpora.ARE_THERE, disabledReason = Corpora.MISSING)
class DkimLieserTest {

    private static final Zone ZONE = Zone.builder()
            .text(RfcVectors.RSA_RECORD + RfcVectors.BOTH_RECORDS)
            .text(RfcVectors.RSA_RECORD.replace("brisbane", "s.flags").replace("p=", "t=s; p="))
            .build();

    private static List<DkimResult> verify(String file) throws IOException {
        return Dkim.against(ZONE).verify(raw(Corpora.path("dkim-lieser/test/data/" + file)));
    }

    private static byte[] raw(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "rfc6376-A.2.eml,                                PASS",
        "rfc6376-A.2-body_modified.eml,                  FAIL",
        "rfc6376-A.2-header_subject_modified.eml,        FAIL",
        "rfc6376-A.2-ill_formed-list_id.eml,             PASS",
        "rfc6376-A.2-ill_formed-missing_v.eml,           PERMERROR",
        "rfc8463-A.3.eml,                                PASS PASS",
        "rfc8463-A.3-key_algo_mismatch.eml,              PERMERROR PERMERROR",
        "fakePayPal.eml,                                 ''",
        "bimi/rfc6376-A.2-with_bimi.eml,                 PASS",
        "dkim/alignment-from_not_in_auid.eml,            PASS",
        "dkim/alignment-from_not_in_sdid.eml,            PASS",
        "dkim/alignment-signed_by_parent_domain.eml,     PASS",
        "dkim/flags_s-auid_and_sdid_match.eml,           PASS",
        "dkim/flags_s-auid_is_subdomain_of_sdid.eml,     PERMERROR",
        "dkim/header_with_non_ascii_char.eml,            PASS",
        "dkim/time-received_after_creation.eml,          PASS",
        "dkim/time-received_briefly_before_creation.eml, PASS",
        "dkim/time-received_long_before_creation.eml,    PASS",
        "dkim/unsigned_header-content-type.eml,          PASS",
        "dkim/unsigned_header-reply_to-in_domain.eml,    PASS",
        "dkim/unsigned_header-reply_to-invalid.eml,      PASS",
        "dkim/unsigned_header-reply_to-not_in_domain.eml, PASS",
    })
    void areJudged(String file, String verdicts) throws IOException {
        List<Verdict> expected = Arrays.stream(verdicts.split(" "))
                .filter(word -> !word.isEmpty())
                .map(Verdict::valueOf)
                .toList();
        assertThat(verify(file)).as(file).extracting(DkimResult::verdict).isEqualTo(expected);
    }

    /**
     * The add-on refuses these; RFC 6376 §8.15 leaves it open, so the signature passes and a finding says what is
     * wrong.
     */
    @ParameterizedTest
    @CsvSource({"from, From", "to, To", "subject, Subject", "date, Date"})
    void passWithAFindingWhereAFieldWasAdded(String file, String field) throws IOException {
        DkimResult result = verify("dkim/added_header-" + file + ".eml").get(0);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.findings()).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo("DKIM_UNSIGNED_FIELD");
            assertThat(finding.text()).startsWith("a second field " + field + " is not signed");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "rfc6376-A.2-body_modified.eml,           body",
        "rfc6376-A.2-header_subject_modified.eml, Subject",
    })
    void failWithThePlaceThatDiffers(String file, String place) throws IOException {
        assertThat(verify(file).get(0).reason()).contains(place);
    }

    @Test
    void allOfThemEndInAVerdict() throws IOException {
        try (Stream<Path> files = Files.walk(Corpora.path("dkim-lieser/test/data"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".eml")).toList()) {
                byte[] raw = raw(file);
                assertThat(Dkim.against(ZONE).verify(raw))
                        .as(file.toString())
                        .hasSize(Message.of(raw).fields("DKIM-Signature").size())
                        .allSatisfy(result -> assertThat(result.reason()).isNotEmpty());
            }
        }
    }
}
