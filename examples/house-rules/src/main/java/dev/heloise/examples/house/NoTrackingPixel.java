package dev.heloise.examples.house;

import dev.heloise.mailbox.Finding;
import dev.heloise.mailbox.FindingRule;
import dev.heloise.mailbox.ReceivedMail;
import dev.heloise.mailbox.Severity;
import java.util.List;
import java.util.regex.Pattern;

/** The privacy notice of the house says that mails are not tracked. */
public final class NoTrackingPixel implements FindingRule {

    private static final Pattern PIXEL =
            Pattern.compile("<img\\b[^>]*\\b(?:width|height)=[\"']?1\\b", Pattern.CASE_INSENSITIVE);

    @Override
    public List<Finding> judge(ReceivedMail mail) {
        return mail.html().filter(html -> PIXEL.matcher(html).find()).isPresent()
                ? List.of(new Finding(
                        "HOUSE_TRACKING_PIXEL", Severity.ERROR, "privacy notice §4", "an image of one pixel"))
                : List.of();
    }
}
