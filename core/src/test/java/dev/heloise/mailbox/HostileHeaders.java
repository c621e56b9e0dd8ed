package dev.heloise.mailbox;

import static dev.heloise.mailbox.HostileMail.MANY;
import static dev.heloise.mailbox.HostileMail.MEBIBYTE;
import static dev.heloise.mailbox.HostileMail.row;
import static dev.heloise.mailbox.HostileMail.times;

import java.util.List;
import java.util.stream.Stream;

/** Headers that hurt: rows B-103 to B-107, B-115 and B-116 of the catalogue of bad input. */
final class HostileHeaders {

    static final List<HostileMail> ROWS = Stream.of(structure(), addresses(), fields(), words())
            .flatMap(List::stream)
            .toList();

    private HostileHeaders() {}

    private static List<HostileMail> structure() {
        return List.of(
                row("B-103 nothing at all", ""),
                row("B-103 a line end", "\r\n"),
                row("B-103 no header", "Hello\r\nworld\r\n", "HEADER_MALFORMED"),
                row("B-103 body only", "\r\nHello\r\n"),
                row("B-103 header only", "Subject: a\r\n"),
                row("B-103 header only, cut short", "Subject"),
                row("B-103 no empty line", "Subject: a\r\nHello\r\nworld\r\n", "HEADER_MALFORMED"));
    }

    private static List<HostileMail> addresses() {
        return List.of(
                row(
                        "B-104 From twice",
                        "From: a@x.org\r\nFrom: b@y.org\r\n\r\n",
                        "DUPLICATE_FROM",
                        "DMARC_NOT_APPLICABLE"),
                row("B-104 no From", "To: a@x.org\r\n\r\n", "MISSING_FROM"),
                row("B-104 empty From", "From:\r\n\r\n", "DMARC_NOT_APPLICABLE", "BAD_ADDRESS"),
                row("B-104 group From", "From: Us:;\r\n\r\n", "DMARC_NOT_APPLICABLE"),
                row("B-104 two authors", "From: a@x.org, b@y.org\r\n\r\n", "MISSING_SENDER", "DMARC_NOT_APPLICABLE"),
                row("B-105 many addresses", "To: " + times(MANY, i -> "a" + i + "@x.org, ") + "\r\n\r\n"),
                row(
                        "B-105 many folded addresses",
                        "To: a@x.org" + times(MANY, i -> ",\r\n \"B\" <b@x.org>") + "\r\n\r\n"),
                row("B-105 many groups", "To: " + times(MANY, i -> "a:") + "\r\n\r\n"),
                row("B-105 brackets that open", "To: " + "(".repeat(MEBIBYTE - 9) + "\r\n\r\n", "BAD_ADDRESS"),
                row(
                        "B-105 brackets that open and close",
                        "To: " + times(MANY, i -> "(((a)") + "\r\n\r\n",
                        "BAD_ADDRESS"),
                row("B-105 nested brackets", "To: " + "(".repeat(MANY) + ")".repeat(MANY) + " a@x.org\r\n\r\n"),
                row("B-105 quotes", "To: " + "\"".repeat(MEBIBYTE - 9) + "\r\n\r\n", "BAD_ADDRESS"),
                row("B-105 quotes that open", "To: " + times(MANY, i -> "\\\"a") + "\"\r\n\r\n", "BAD_ADDRESS"),
                row("B-105 backslashes", "To: \"" + "\\".repeat(MEBIBYTE - 9) + "\r\n\r\n", "BAD_ADDRESS"),
                row("B-105 angle brackets", "To: " + "<".repeat(MEBIBYTE - 9) + "\r\n\r\n", "BAD_ADDRESS"),
                row("B-105 closing angle brackets", "To: " + ">".repeat(MEBIBYTE - 9) + "\r\n\r\n", "BAD_ADDRESS"),
                row("B-105 routes", "To: " + times(MANY, i -> "<@a,") + "\r\n\r\n", "BAD_ADDRESS"),
                row("B-105 literals", "To: " + times(MANY, i -> "a@[") + "\r\n\r\n", "BAD_ADDRESS"),
                row("B-105 at signs", "To: " + "@".repeat(MEBIBYTE - 9) + "\r\n\r\n"),
                row("B-105 blanks", "To: " + times(MANY, i -> "a ") + "\r\n\r\n", "BAD_ADDRESS"),
                row(
                        "B-105 controls in addresses",
                        "To: " + times(MANY, i -> "\1\2\3\4\5\6,") + "\r\n\r\n",
                        "BAD_ADDRESS"),
                row("B-105 words in addresses", "To: " + times(MANY, i -> "=?a?q?") + "\r\n\r\n", "BAD_ADDRESS"));
    }

    private static List<HostileMail> fields() {
        return List.of(
                row("B-105 no colon", "Subject: a\r\nno colon\r\nTo: a@x.org\r\n\r\n", "HEADER_MALFORMED"),
                row("B-105 space before colon", "Subject : a\r\n\r\n", "HEADER_MALFORMED"),
                row("B-105 8-bit name", "S\u00FCbject: a\r\n\r\n", "HEADER_MALFORMED", "EIGHT_BIT_HEADER"),
                row("B-105 many fields", times(MANY, i -> "X-A: b\r\n") + "\r\n", "HEADER_TOO_LARGE"),
                row("B-105 many names", times(MANY, i -> "X" + i + ":\r\n") + "\r\n", "HEADER_TOO_LARGE"),
                row(
                        "B-107 colons behind an address",
                        "To: " + "a".repeat(MANY * 4) + "@" + ":".repeat(MANY * 4) + "\r\n\r\n"),
                row("B-105 many lines that are no fields", times(MANY, i -> "stray\r\n"), "HEADER_MALFORMED"),
                row("B-105 stray lines between", times(MANY / 2, i -> "stray\r\nX: y\r\n"), "HEADER_MALFORMED"),
                row(
                        "B-105 a long value",
                        "Subject: " + "a".repeat(MEBIBYTE) + "\r\n\r\n",
                        "HEADER_TOO_LARGE",
                        "LINE_TOO_LONG"),
                row("B-105 a long name", "a".repeat(MEBIBYTE) + ": b\r\n\r\n", "LINE_TOO_LONG"),
                row("B-105 many folds", "Subject: a\r\n" + times(MANY, i -> " b\r\n") + "\r\n"),
                row("B-105 folds of blanks", "Subject: a\r\n" + times(MANY, i -> " \t\r\n") + "\r\n"),
                row("B-105 a large header", times(MANY, i -> "X-Filler: abcdefghij\r\n") + "\r\n", "HEADER_TOO_LARGE"),
                row(
                        "B-115 Date and id that are none",
                        "Date: " + "1".repeat(MANY) + "\r\nMessage-ID: " + "<".repeat(MANY) + "\r\nReceived: "
                                + ";".repeat(MANY) + "\r\n\r\n",
                        "BAD_DATE",
                        "BAD_MESSAGE_ID"),
                row(
                        "B-115 Date in brackets",
                        "Date: " + "(".repeat(MANY) + "a" + ")".repeat(MANY) + "\r\n\r\n",
                        "BAD_DATE"),
                row("B-115 Date of blanks", "Date: a" + " ".repeat(MANY) + "b\r\n\r\n", "BAD_DATE"),
                row(
                        "B-116 our own fields",
                        "Authentication-Results: heloise; dkim=pass\r\nX-Heloise-Finding: none\r\n\r\n"));
    }

    private static List<HostileMail> words() {
        return List.of(
                row("B-106 no base64", "Subject: =?utf-8?B?####?=\r\n\r\n", "BAD_ENCODED_WORD"),
                row("B-106 unknown charset", "Subject: =?x-none?Q?a?=\r\n\r\n", "UNKNOWN_CHARSET"),
                row("B-106 UTF-7", "Subject: =?utf-7?Q?+AGE-?=\r\n\r\n", "UNKNOWN_CHARSET"),
                row("B-106 unclosed words", "Subject: " + times(MANY, i -> "=?a?q?b") + "\r\n\r\n"),
                row("B-106 unclosed words and an end", "Subject: " + times(MANY, i -> "=?a?q?b") + "?=\r\n\r\n"),
                row("B-106 beginnings", "Subject: " + "=?".repeat(MEBIBYTE / 2 - 9) + "\r\n\r\n"),
                row("B-106 question marks", "Subject: =" + "?".repeat(MEBIBYTE - 19) + "\r\n\r\n"),
                row("B-106 many words", "Subject: " + times(MANY / 2, i -> "=?utf-8?Q?=C3?= ") + "\r\n\r\n"),
                row(
                        "B-106 many charsets",
                        "Subject: " + times(50_000, i -> "=?x" + i + "?Q?a?= ") + "\r\n\r\n",
                        "UNKNOWN_CHARSET"),
                row(
                        "B-106 charsets in turn",
                        "Subject: " + times(20_000, i -> "=?utf-8?Q?a?= =?koi8-r?B?wQ?= ") + "\r\n\r\n"),
                row("B-107 line ends", "Subject: =?utf-8?Q?a=0D=0ABcc:_b=00=1B[0m?=\r\n\r\n", "CONTROL_IN_HEADER"),
                row("B-107 bidi", "Subject: =?utf-8?Q?=E2=80=AEfdp.exe?=\r\n\r\n", "CONTROL_IN_HEADER"));
    }
}
