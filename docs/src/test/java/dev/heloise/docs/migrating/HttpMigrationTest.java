package dev.heloise.docs.migrating;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.app.WebInbox;
import dev.heloise.docs.Page;
import dev.heloise.docs.recipes.Mailer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/migrating.md} says of MailHog and Mailpit: the requests that it leads to are answered. */
class HttpMigrationTest {

    private static final Pattern REQUEST = Pattern.compile("`(GET|DELETE) (/api/\\S+)`");

    private final FakeSmtpServer smtp = FakeSmtpServer.start();
    private final WebInbox inbox = WebInbox.on(smtp).start();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void receive() {
        new Mailer(smtp.host(), smtp.port()).invoice("ada@example.com");
    }

    @AfterEach
    void close() {
        inbox.close();
        smtp.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return request("GET", path);
    }

    private HttpResponse<String> request(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(inbox.uri().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theRequestsThatTakeThePlaceOfMailHogsAreAnswered() throws Exception {
        List<String> cells = Page.of("docs/migrating.md")
                .rows()
                .filter(row -> row.get(0).contains("/api/v"))
                .map(row -> row.get(1))
                .filter(cell -> REQUEST.matcher(cell).find() && !cell.contains("/api/events"))
                .toList();

        assertThat(cells).hasSize(7);
        for (String cell : cells) {
            MatchResult request = REQUEST.matcher(cell).results().findFirst().orElseThrow();
            String path = request.group(2).replace("{id}", "latest").replace("{n}", "0");

            assertThat(request(request.group(1), path).statusCode()).as(cell).isBetween(200, 204);
            if (request.group(1).equals("DELETE")) {
                receive();
            }
        }
    }

    @Test
    void mailHogsFieldsAreThere() throws Exception {
        String mail = get("/api/mails/latest").body();

        assertThat(mail)
                .contains("\"subject\":\"Your invoice\"")
                .contains("\"sender\":\"no-reply@shop.example\"")
                .contains("\"recipients\":[{\"address\":\"ada@example.com\"")
                .contains("\"name\":\"shop.example\"");
    }

    @Test
    void mailpitsRequestsAreAnswered() throws Exception {
        HttpResponse<String> found = get("/api/v1/search?query=to:ada@example.com");
        HttpResponse<String> latest = get("/api/v1/message/latest");
        HttpResponse<String> raw = get("/api/v1/message/latest/raw");

        assertThat(found.body()).contains("\"messages_count\":1").contains("\"Subject\":\"Your invoice\"");
        assertThat(latest.body()).contains("\"Subject\":\"Your invoice\"");
        assertThat(raw.body())
                .isEqualTo(new String(smtp.mailbox().mails().get(0).raw(), UTF_8));
        assertThat(get("/view/latest.txt").body()).contains("See the attachment");
    }

    @Test
    void thereIsARequestThatWaits() throws Exception {
        HttpResponse<String> mail = get("/api/mails/await?q=to:ada@example.com&timeout=5000");

        assertThat(mail.statusCode()).isEqualTo(200);
        assertThat(mail.body()).contains("Your invoice");
    }
}
