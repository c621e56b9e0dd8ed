package dev.heloise.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML that wants out (B-113): nothing in it runs, and nothing is connected to, neither by the browser nor by us. */
class HostileHtmlTest {

    private final Browsing browsing = Browsing.desktop();
    private Outside outside;

    @BeforeEach
    void listen() throws IOException {
        outside = new Outside();
    }

    @AfterEach
    void close() throws IOException {
        browsing.close();
        outside.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<script>parent.document.title = 'pwned'; fetch('http://OUT/')</script>",
        "<img src=x onerror=\"fetch('http://OUT/')\">",
        "<svg onload=\"fetch('http://OUT/')\"><image href='http://OUT/i'/><use href='http://OUT/u#x'/></svg>",
        "<iframe srcdoc=\"<script>fetch('http://OUT/')</script>\"></iframe><iframe src='http://OUT/'></iframe>",
        "<base href='http://OUT/'><img src='i.png'>",
        "<meta http-equiv=refresh content='0;url=http://OUT/'>",
        "<form action='http://OUT/' id=f><input name=q autofocus></form><button form=f>x</button>",
        "<style>@import url(http://OUT/); body { background: url(//OUT/) } @font-face { font-family: f; src: url(http://OUT/f) }"
                + " p { font-family: f }</style><p style='background:url(http://OUT/)'>x</p>",
        "<link rel=prefetch href='http://OUT/'><link rel=preconnect href='http://OUT/'><link rel=stylesheet href='http://OUT/'>",
        "<LINK\nrel=preconnect href='http://OUT/'><link/rel=preload as=image href='http://OUT/'>",
        "<object data='http://OUT/'></object><embed src='http://OUT/'><applet code=x></applet>",
        "<video src='http://OUT/' autoplay poster='http://OUT/p'></video><audio src='http://OUT/' autoplay></audio>",
        "<picture><source srcset='http://OUT/'><img srcset='http://OUT/ 2x' src='http://OUT/'></picture>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=fetch('http://OUT/')&gt;\">",
        "<noscript><p title=\"</noscript><img src=x onerror=fetch('http://OUT/')>\">",
        "<a href=\"javascript:fetch('http://OUT/')\" autofocus onfocus=\"fetch('http://OUT/')\">x</a>",
        "<body background='http://OUT/' onload=\"fetch('http://OUT/')\"><table background='http://OUT/'><tr><td>x",
        "<img src='http://127.0.0.1:8025/api/mails'><img src='http://169.254.169.254/latest'>",
    })
    void isInert(String html) {
        open(html);
        Frame frame = browsing.page.waitForSelector("iframe").contentFrame();
        frame.waitForLoadState();
        assertInert(frame);
    }

    /** What somebody clicks on may open a tab; it does not run a script, send a form or take the inbox's place. */
    @ParameterizedTest
    @ValueSource(strings = {
        "<a href=\"javascript:fetch('http://OUT/')\">x</a>",
        "<a href=\"javascript:fetch('http://OUT/')\" target=_self>x</a>",
        "<form action='http://OUT/'><button>x</button></form>",
        "<form action='http://OUT/' target=_top><button>x</button></form>",
        "<form action='http://OUT/' target=_blank><button>x</button></form>",
        "<button onclick=\"open('http://OUT/')\">x</button>",
        "<a href='about:blank' ping='http://OUT/'>x</a>",
        "<base href='http://OUT/' target=_top><a href=y>x</a>",
    })
    void isInertWhereItIsClicked(String html) {
        open(html);
        browsing.page.frameLocator("iframe").getByText("x").click();
        assertInert(browsing.page.waitForSelector("iframe").contentFrame());
    }

    @ParameterizedTest
    @ValueSource(strings = {"_self", "_top", "_parent", "_blank", "elsewhere"})
    void opensATabWhateverALinkSaysOfItsPlace(String target) {
        open("<a href='http://OUT/' target=" + target + ">x</a>");
        String shown = browsing.page.waitForSelector("iframe").contentFrame().url();

        browsing.page.waitForPopup(() ->
                browsing.page.frameLocator("iframe").getByText("x").click());

        assertThat(browsing.page.waitForSelector("iframe").contentFrame().url()).isEqualTo(shown);
        assertThat(browsing.page.url()).startsWith(browsing.app.inbox.uri().toString());
    }

    private void open(String html) {
        browsing.app.send(
                "ada@example.org", "Subject: Hostile", "MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8", "",
                html.replace("OUT", "127.0.0.1:" + outside.port()));
        browsing.open("#/mails/1/html");
    }

    private void assertInert(Frame frame) {
        // The page goes on living for a while, as an autofocus, a refresh or a font would want it to.
        browsing.page.click("text=Phone");
        browsing.page.click("text=Tablet");
        browsing.app.get("api/mails/1/html");

        assertThat(browsing.page.title()).doesNotContain("pwned");
        assertThat(outside.connections()).isZero();
        // What is refused is reported as a request by the driver at times; it is the port that counts.
        assertThat(browsing.page.url()).startsWith(browsing.app.inbox.uri().toString());
        assertThat(frame.url()).startsWith(browsing.app.inbox.uri().toString());
    }

    /** The Internet: counts who connects to it. */
    private static final class Outside implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();

        Outside() throws IOException {
            Thread thread = new Thread(this::count, "outside");
            thread.setDaemon(true);
            thread.start();
        }

        private void count() {
            while (!server.isClosed()) {
                try {
                    server.accept().close();
                    connections.incrementAndGet();
                } catch (IOException e) {
                    // Closed: the test is over.
                }
            }
        }

        int port() {
            return server.getLocalPort();
        }

        int connections() {
            return connections.get();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
