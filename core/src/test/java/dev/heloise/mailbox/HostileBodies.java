package dev.heloise.mailbox;

import static dev.heloise.mailbox.HostileMail.MANY;
import static dev.heloise.mailbox.HostileMail.MEBIBYTE;
import static dev.heloise.mailbox.HostileMail.MIXED;
import static dev.heloise.mailbox.HostileMail.row;
import static dev.heloise.mailbox.HostileMail.times;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Bodies and parts that hurt: rows B-108 to B-114 of the catalogue of bad input. */
final class HostileBodies {

    static final List<HostileMail> ROWS = Stream.of(
                    multiparts(), parameters(), encodings(), names(), html(), messages(), octets())
            .flatMap(List::stream)
            .toList();

    private HostileBodies() {}

    private static List<HostileMail> multiparts() {
        String close = "\r\n--b\r\n\r\nx";
        return List.of(
                row(
                        "B-108 nested",
                        times(
                                10_000,
                                i -> "Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n"),
                        "MIME_TOO_DEEP"),
                row(
                        "B-108 nested with one boundary",
                        times(10_000, i -> "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"),
                        "MISSING_BOUNDARY",
                        "UNCLOSED_MULTIPART"),
                row(
                        "B-108 nested, and lines like boundaries",
                        times(
                                        100,
                                        i -> "Content-Type: multipart/mixed; boundary=" + "-".repeat(60) + (100 + i)
                                                + "\r\n\r\n--" + "-".repeat(60) + (100 + i) + "\r\n")
                                + "\r\n" + times(10_000, i -> "--" + "-".repeat(60) + "999\r\n"),
                        "UNCLOSED_MULTIPART"),
                row(
                        "B-108 nested, and a large part within",
                        times(100, i -> "Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n")
                                + "\r\n" + "a line of seventy-six octets \r\n".repeat(MANY),
                        "UNCLOSED_MULTIPART"),
                row("B-108 no boundary", "Content-Type: multipart/mixed\r\n\r\n--b\r\n", "MISSING_BOUNDARY"),
                row(
                        "B-108 empty boundary",
                        "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n",
                        "MISSING_BOUNDARY"),
                row(
                        "B-108 long boundary",
                        "Content-Type: multipart/mixed; boundary=" + "b".repeat(MANY) + "\r\n\r\n--" + "b".repeat(MANY)
                                + "\r\n\r\nx",
                        "UNCLOSED_MULTIPART"),
                row(
                        "B-108 dashes",
                        "Content-Type: multipart/mixed; boundary=" + "-".repeat(70) + "\r\n\r\n"
                                + ("-".repeat(72) + "\r\n").repeat(MANY),
                        "MIME_TOO_MANY_PARTS"),
                row("B-108 boundary in the preamble", MIXED + "text --b text\r\n --b\r\n" + close + "\r\n--b--"),
                row("B-108 many parts", MIXED + times(MANY, i -> "--b\r\n\r\n"), "MIME_TOO_MANY_PARTS"),
                row(
                        "B-108 many parts with headers",
                        MIXED + times(MANY, i -> "--b\r\nContent-Type: a/b; name=c\r\n\r\nd\r\n"),
                        "MIME_TOO_MANY_PARTS"),
                row("B-108 many parts that are but boundaries", MIXED + "--b\r\n".repeat(MANY), "MIME_TOO_MANY_PARTS"),
                row("B-108 many ends", MIXED + close + "\r\n" + "--b--\r\n".repeat(MANY)),
                row(
                        "B-108 many multiparts",
                        MIXED
                                + times(
                                        MANY / 4,
                                        i -> "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n"),
                        "MIME_TOO_MANY_PARTS"),
                row(
                        "B-108 one boundary the beginning of another",
                        MIXED + "--b\r\nContent-Type: multipart/mixed; boundary=bb\r\n\r\n--bb" + close + "\r\n--b--"));
    }

    private static List<HostileMail> parameters() {
        String type = "MIME-Version: 1.0\r\nContent-Type: ";
        return List.of(
                row("B-109 Content-Type twice", type + "a/b\r\nContent-Type: c/d\r\n\r\n", "DUPLICATE_MIME_FIELD"),
                row("B-109 no subtype", type + "text\r\n\r\n", "BAD_CONTENT_TYPE"),
                row("B-109 NUL as charset", type + "text/plain; charset=\0\r\n\r\n", "UNKNOWN_CHARSET"),
                row("B-109 unclosed quote", type + "text/plain; charset=\"utf-8\r\n\r\n", "BAD_PARAMETER"),
                row("B-109 gap", type + "a/b; name*0=a; name*2=c\r\n\r\n", "BAD_PARAMETER"),
                row("B-109 twice", type + "a/b; name*0=a; name*0=b\r\n\r\n", "BAD_PARAMETER"),
                row("B-109 many sections", type + "a/b" + times(10_000, i -> "; name*" + i + "*=%41") + "\r\n\r\n"),
                row("B-109 many names", type + "a/b" + times(MANY / 2, i -> "; n" + i + "*0=a") + "\r\n\r\n"),
                row("B-109 semicolons", type + "a/b" + ";".repeat(MEBIBYTE - 99) + "\r\n\r\n"),
                row("B-109 equals signs", type + "a/b;" + "=".repeat(MEBIBYTE - 99) + "\r\n\r\n"),
                row("B-109 comments", type + "a/b" + " (".repeat(MANY) + "\r\n\r\n"),
                row("B-109 slashes", type + "/".repeat(MEBIBYTE - 99) + "\r\n\r\n", "BAD_CONTENT_TYPE"),
                row("B-109 blanks", type + "a" + " ".repeat(MEBIBYTE - 99) + "b\r\n\r\n", "BAD_CONTENT_TYPE"));
    }

    private static List<HostileMail> encodings() {
        String base64 = "Content-Transfer-Encoding: base64\r\n\r\n";
        String printable = "Content-Transfer-Encoding: quoted-printable\r\n\r\n";
        return List.of(
                row("B-110 garbage", base64 + "SGVs*bG8=", "BAD_BASE64"),
                row("B-110 no padding", base64 + "SGVsbG8", "BAD_BASE64"),
                row("B-110 equals signs", base64 + "=".repeat(MEBIBYTE), "BAD_BASE64"),
                row("B-110 one by one", base64 + "A=".repeat(MEBIBYTE / 2), "BAD_BASE64"),
                row("B-110 no hex", printable + "=ZZ", "BAD_QUOTED_PRINTABLE"),
                row("B-110 soft end", printable + "a="),
                row("B-110 soft ends", printable + "=\r\n".repeat(MANY)),
                row("B-110 blanks", printable + "= ".repeat(MEBIBYTE / 2), "BAD_QUOTED_PRINTABLE"),
                row("B-110 more blanks", printable + (" ".repeat(1000) + "=").repeat(1000)),
                row("B-110 equals signs in a row", printable + "=".repeat(MEBIBYTE), "BAD_QUOTED_PRINTABLE"),
                row(
                        "B-110 uuencode",
                        "Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n" + "M\r\n".repeat(MANY),
                        "BAD_UUENCODE"),
                row(
                        "B-110 yEnc",
                        "\r\n=ybegin line=128 size=3 name=a\r\n\u00AB\u00AC\u00AD\r\n=yend size=3\r\n",
                        "EIGHT_BIT_WITHOUT_8BITMIME"),
                row("B-110 unknown", "Content-Transfer-Encoding: x\r\n\r\na", "UNKNOWN_TRANSFER_ENCODING"));
    }

    private static List<HostileMail> names() {
        List<HostileMail> rows = new ArrayList<>();
        for (String name : List.of("../../etc/passwd", "C:\\x", "a\0.txt", "CON", "a".repeat(4096) + "/", "a\u0085b")) {
            rows.add(row(
                    "B-111 " + Clip.of(name), "Content-Type: a/b; name=\"" + name + "\"\r\n\r\n", "UNSAFE_FILE_NAME"));
        }
        rows.add(row("B-111 bidi", "Content-Type: a/b; name*=utf-8''%E2%80%AEgpj.exe\r\n\r\n", "UNSAFE_FILE_NAME"));
        rows.add(row("B-111 markup", "Content-Type: a/b; name=\"\\\"><img src=x>\"\r\n\r\n"));
        rows.add(row("B-112 path", "Content-Type: a/b\r\nContent-ID: <../../routes.js>\r\n\r\n"));
        rows.add(row("B-112 signs", "Content-Type: a/b\r\nContent-ID: <.*+?[](){}|^$\\>\r\n\r\n"));
        rows.add(row(
                "B-112 long",
                "Content-Type: a/b\r\nContent-ID: <" + "a".repeat(MEBIBYTE) + ">\r\n\r\n",
                "HEADER_TOO_LARGE"));
        return rows;
    }

    private static List<HostileMail> html() {
        String html = "Content-Type: text/html\r\n\r\n";
        return List.of(
                row(
                        "B-113 active",
                        html + "<script>alert(1)</script><svg/onload=alert(1)><iframe srcdoc='<a href=x>'>"
                                + "<base href=//x><meta http-equiv=refresh content='0;url=x'><form action=x><object data=x>"
                                + "<style>@import url(http://169.254.169.254/)</style><math><mtext></form><a href=javascript:x>"),
                row("B-113 brackets", html + "<".repeat(MEBIBYTE)),
                row("B-113 tags", html + "<a".repeat(MEBIBYTE / 2)),
                row("B-113 links", html + "<a href=x>".repeat(MANY)),
                row("B-113 links that are none", html + "<a href='%'>".repeat(MANY)),
                row("B-113 links that look like links", html + "<a href=:>".repeat(MANY)),
                row("B-113 a long link", html + "<a href='x:" + "%41".repeat(MANY) + "'>"),
                row("B-113 attributes", html + "<a " + "href=x ".repeat(MANY)),
                row("B-113 quotes", html + "<a href=\"".repeat(MANY)),
                row("B-113 comments", html + "<!--".repeat(MANY)),
                row("B-113 scripts", html + "<script>".repeat(MANY)),
                row("B-113 ends", html + "</".repeat(MEBIBYTE / 2)),
                row("B-113 references", html + "<a href=x>" + "&".repeat(MEBIBYTE)),
                row("B-113 nested", html + "<div>".repeat(MANY)),
                row("B-113 text of links", html + "<a href=x>" + "y<br>".repeat(MANY)),
                row("addresses in text", "\r\n" + "http://".repeat(MANY)),
                row("addresses and brackets", "\r\nhttp://x/" + "(".repeat(MANY) + ")".repeat(2 * MANY)),
                row("codes", "\r\n" + "code 1234 ".repeat(MANY)),
                row("names of codes", "\r\n1234 " + "code ".repeat(MANY)),
                row("digits", "\r\ncode " + "1".repeat(MEBIBYTE)),
                row("digits apart", "\r\ncode " + "1-".repeat(MEBIBYTE / 2)),
                row("letters apart", "\r\ncode " + "a-1-".repeat(MEBIBYTE / 4)));
    }

    private static List<HostileMail> messages() {
        return List.of(
                row("B-114 messages within messages", "Content-Type: message/rfc822\r\n\r\n".repeat(10_000)),
                row("B-114 partial", "Content-Type: message/partial; number=1\r\n\r\na"),
                row(
                        "B-114 external",
                        "Content-Type: message/external-body; access-type=URL; URL=\"file:///etc/passwd\"\r\n\r\na"),
                row(
                        "B-114 attached HTML",
                        "Content-Type: text/html\r\nContent-Disposition: attachment\r\n\r\n<script>"),
                row(
                        "B-114 SVG",
                        "Content-Type: image/svg+xml\r\nContent-Disposition: inline\r\n\r\n<svg onload=alert(1)>"));
    }

    private static List<HostileMail> octets() {
        byte[] all = new byte[MEBIBYTE];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31 + (i >> 8));
        }
        return List.of(
                row("every octet", new String(all, ISO_8859_1)),
                row("NULs", "\0".repeat(MEBIBYTE), "NUL"),
                row("bare line ends", "\r\n" + "\n".repeat(MEBIBYTE), "BARE_LF_DATA"),
                row("bare carriage returns", "\r\n" + "\r".repeat(MEBIBYTE), "BARE_CR_DATA"),
                row("ends that are none", "\r\n" + "\n.\n".repeat(MANY) + "a", "SMUGGLING"),
                row("dots and NULs", "\r\n" + "\n.\0".repeat(MANY) + "a"),
                row("B-114 ten megabytes on a line", "\r\n" + "a".repeat(10 * MEBIBYTE), "LINE_TOO_LONG"));
    }
}
