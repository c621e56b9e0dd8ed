package dev.heloise.mailbox;

/**
 * How full a mailbox is, and what its limits have cost.
 *
 * @param mails the number of mails that are kept
 * @param bytes their size in octets, as they came over the wire
 * @param droppedMails the number of mails that were dropped to stay within the limits, the oldest first; cleared ones
 *     do not count
 * @param droppedBytes the size of those in octets
 */
public record MailboxInfo(int mails, long bytes, long droppedMails, long droppedBytes) {}
