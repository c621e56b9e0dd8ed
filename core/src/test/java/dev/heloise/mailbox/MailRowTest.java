package dev.heloise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a row of mails finds, whichever of them have gone. */
class MailRowTest {

    private final MailRow row = new MailRow();

    @Test
    void isEmptyAtFirst() {
        assertThat(row.isEmpty()).isTrue();
        assertThat(row.newest()).isEmpty();
        assertThat(row.find(1)).isEmpty();
        assertThat(row.after(0)).isEmpty();
        assertThat(row.remove(numbered(1))).isFalse();
    }

    @Test
    void hasAMailOnceThatIsAddedTwice() {
        ReceivedMail mail = add(1);

        row.add(mail);

        assertThat(row.after(0)).containsExactly(mail);
        assertThat(row.remove(mail)).isTrue();
        assertThat(row.isEmpty()).isTrue();
    }

    @Test
    void removesNoOtherMailOfTheSameNumber() {
        ReceivedMail mail = add(7);

        assertThat(row.remove(numbered(7))).isFalse();
        assertThat(row.after(0)).containsExactly(mail);
    }

    @Test
    void givesTheMailsAfterANumberThatHasGone() {
        List<ReceivedMail> mails = List.of(add(2), add(4), add(6), add(8));
        row.remove(mails.get(1));
        row.remove(mails.get(2));

        assertThat(row.after(4)).containsExactly(mails.get(3));
        assertThat(row.after(5)).containsExactly(mails.get(3));
        assertThat(row.after(1)).containsExactly(mails.get(0), mails.get(3));
        assertThat(row.after(8)).isEmpty();
        assertThat(row.find(4)).isEmpty();
        assertThat(row.find(8)).contains(mails.get(3));
    }

    @Test
    void takesMailsAfterAllHaveGone() {
        for (long number = 1; number <= 100; number++) {
            row.remove(add(number));
        }
        ReceivedMail last = add(101);

        assertThat(row.after(0)).containsExactly(last);
        assertThat(row.oldest()).isSameAs(last);
        assertThat(row.newest()).contains(last);
    }

    @ParameterizedTest(name = "keeping {0}")
    @ValueSource(ints = {1, 2, 3, 10, 100})
    void holdsWhatATreeHolds(int kept) {
        Random random = new Random(kept);
        TreeMap<Long, ReceivedMail> tree = new TreeMap<>();
        long number = 0;
        for (int step = 0; step < 2_000; step++) {
            number += 1 + random.nextInt(3);
            tree.put(number, add(number));
            while (tree.size() > random.nextInt(2 * kept)) {
                ReceivedMail gone = random.nextBoolean() ? row.oldest() : anyOf(List.copyOf(tree.values()), random);
                tree.remove(gone.number());
                assertThat(row.remove(gone)).isTrue();
                assertThat(row.remove(gone)).isFalse();
            }
            long asked = random.nextLong(number + 2);
            assertThat(row.size()).isEqualTo(tree.size());
            assertThat(row.after(0)).containsExactlyElementsOf(tree.values());
            assertThat(row.after(asked))
                    .containsExactlyElementsOf(tree.tailMap(asked, false).values());
            assertThat(row.find(asked).orElse(null)).isSameAs(tree.get(asked));
            assertThat(row.newest().orElse(null))
                    .isSameAs(tree.isEmpty() ? null : tree.lastEntry().getValue());
        }
    }

    private static ReceivedMail anyOf(List<ReceivedMail> mails, Random random) {
        return mails.get(random.nextInt(mails.size()));
    }

    private ReceivedMail add(long number) {
        ReceivedMail mail = numbered(number);
        row.add(mail);
        return mail;
    }

    private static ReceivedMail numbered(long number) {
        ReceivedMail mail = ReceivedMail.of(new Envelope("", Map.of(), List.of()), new byte[0]);
        mail.number(number);
        return mail;
    }
}
