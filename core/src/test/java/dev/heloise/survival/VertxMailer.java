package dev.heloise.survival;

import dev.heloise.FakeSmtpServer;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The mail client of Vert.x, which Quarkus uses as well. Its 4.5 does not see that a connection ends before the
 * greeting, and has a timeout for silence only after that; so the application has a deadline of its own.
 */
final class VertxMailer implements Mailer {

    private final Vertx vertx = Vertx.vertx();

    @Override
    public Outcome send(FakeSmtpServer server, Settings settings, String from, List<String> to) {
        MailConfig config = new MailConfig()
                .setHostname(server.host())
                .setPort(server.port())
                .setOwnHostname("app.a.test")
                .setKeepAlive(false)
                .setIdleTimeout((int) settings.timeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setAllowRcptErrors(settings.partial())
                .setStarttls(settings.tls() ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED);
        MailMessage message =
                new MailMessage().setFrom(from).setTo(to).setSubject("Welcome").setText("Hello");
        MailClient client = MailClient.create(vertx, config);
        try {
            client.sendMail(message)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2 * settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return Outcome.SENT;
        } catch (ExecutionException e) {
            return Mailer.outcome(e.getCause());
        } catch (TimeoutException e) {
            return Outcome.LOST;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            client.close();
        }
    }

    /** Not {@link AutoCloseable}: JUnit would close it after the first row of a table. */
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public String toString() {
        return "Vert.x";
    }
}
