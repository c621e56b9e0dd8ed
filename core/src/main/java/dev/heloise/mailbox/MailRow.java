package dev.heloise.mailbox;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mails in the order of their numbers. As a rule the new ones come to the end and the oldest goes first, which costs
 * next to nothing. One that goes from the middle leaves a gap, and the row is made anew when it is mostly empty.
 */
final class MailRow {

    private @Nullable ReceivedMail[] mails = new ReceivedMail[1];
    /** The number of each mail, and of each gap the number of the mail that was there: a mail is found by halving. */
    private long[] numbers = new long[1];

    private int start;
    private int end;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds a mail with a greater number than all before. The newest one can be added again, which changes nothing. */
    void add(ReceivedMail mail) {
        if (size > 0 && mails[end - 1] == mail) {
            return;
        }
        if (end == mails.length) {
            boolean roomy = size + size / 8 < end;
            moveTo(roomy ? mails : new ReceivedMail[end + end / 2 + 1]);
        }
        mails[end] = mail;
        numbers[end] = mail.number();
        end++;
        size++;
    }

    /** Whether it was there. */
    boolean remove(ReceivedMail mail) {
        int index = size > 0 && mails[start] == mail ? start : indexOf(mail.number());
        if (index < 0 || mails[index] != mail) {
            return false;
        }
        mails[index] = null;
        size--;
        while (start < end && mails[start] == null) {
            start++;
        }
        while (start < end && mails[end - 1] == null) {
            end--;
        }
        if (size < mails.length / 4) {
            moveTo(new ReceivedMail[size + size / 2 + 1]);
        }
        return true;
    }

    /** Moves the mails to the beginning of an array, which may be the one in which they are, without gaps. */
    private void moveTo(@Nullable ReceivedMail[] target) {
        long[] targetNumbers = target == mails ? numbers : new long[target.length];
        int count = 0;
        for (int i = start; i < end; i++) {
            if (mails[i] != null) {
                target[count] = mails[i];
                targetNumbers[count] = numbers[i];
                count++;
            }
        }
        Arrays.fill(target, count, target.length, null);
        mails = target;
        numbers = targetNumbers;
        start = 0;
        end = count;
    }

    private int indexOf(long number) {
        return Arrays.binarySearch(numbers, start, end, number);
    }

    Optional<ReceivedMail> find(long number) {
        int index = indexOf(number);
        return index < 0 ? Optional.empty() : Optional.ofNullable(mails[index]);
    }

    /** Of a row that is not empty. */
    ReceivedMail oldest() {
        return requireNonNull(mails[start]);
    }

    Optional<ReceivedMail> newest() {
        return isEmpty() ? Optional.empty() : Optional.ofNullable(mails[end - 1]);
    }

    /** The mails with greater numbers, without a look at the others. */
    List<ReceivedMail> after(long number) {
        int found = indexOf(number);
        int first = found < 0 ? -found - 1 : found + 1;
        List<ReceivedMail> later = new ArrayList<>(end - first);
        for (int i = first; i < end; i++) {
            ReceivedMail mail = mails[i];
            if (mail != null) {
                later.add(mail);
            }
        }
        return List.copyOf(later);
    }
}
