package dev.heloise.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What has been found in other servers of this kind, and is not tested elsewhere; docs/security.md has the list. */
class AdvisoriesTest {

    private final Running app = new Running();

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void nothingThatAMailNamesIsEverFetched() throws IOException {
        try (ServerSocket target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + target.getLocalPort();
            app.send(
                    "ada@example.org",
                    "From: a@" + "[127.0.0.1]",
                    "List-Unsubscribe: <http://" + address + "/list>",
                    "MIME-Version: 1.0",
                    "Content-Type: text/html",
                    "",
                    "<base href=\"http://" + address + "/\"><link rel=\"stylesheet\" href=\"http://" + address
                            + "/a.css\">",
                    "<a href=\"http://" + address + "/link\">link</a><img src=\"http://[::ffff:127.0.0.1]:"
                            + target.getLocalPort() + "/i.png\">",
                    "<style>@import url(//" + address + "/b.css)</style>");
            List<String> paths = List.of(
                    "api/mails/1",
                    "api/mails/1/html",
                    "api/mails/1/text",
                    "api/mails/1/headers",
                    "api/mails/1/report",
                    "api/mails/1/raw",
                    "api/v1/message/1",
                    "api/v1/message/1/html-check",
                    "api/v1/message/1/link-check?follow=true",
                    "proxy?url=http://" + address + "/",
                    "view/1.html");

            assertThat(paths)
                    .allSatisfy(path -> assertThat(app.get(path).statusCode()).isBetween(200, 499));
            target.setSoTimeout(1);
            Assertions.assertThatThrownBy(target::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void anImageOfImpossibleSizeIsNothingButOctets() {
        // A PNG that says it has 2,147,483,647 lines of as many points.
        String png =
                "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\u007f\u00ff\u00ff\u00ff\u007f\u00ff\u00ff\u00ff\u0008\u0006\0\0\0";
        app.send(
                "ada@example.org",
                "MIME-Version: 1.0",
                "Content-Type: image/png; name=large.png",
                "Content-Transfer-Encoding: base64",
                "",
                Base64.getEncoder().encodeToString(png.getBytes(ISO_8859_1)));

        HttpResponse<String> image = app.get("api/mails/1/attachments/0");

        assertThat(image.statusCode()).isEqualTo(200);
        assertThat(image.headers().firstValueAsLong("Content-Length").orElse(png.length()))
                .isEqualTo(png.length());
    }

    @Test
    void noOtherPageMayFrameThisOne() {
        assertThat(app.get("").headers().firstValue("Content-Security-Policy").orElse(""))
                .containsPattern("frame-ancestors '(none|self)'");
    }
}
