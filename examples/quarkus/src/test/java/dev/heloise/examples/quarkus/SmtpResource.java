package dev.heloise.examples.quarkus;

import static dev.heloise.PropertyNames.QUARKUS;

import dev.heloise.FakeSmtpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts a server before the application, and tells the mailer where it is. */
public final class SmtpResource implements QuarkusTestResourceLifecycleManager {

    private FakeSmtpServer smtp;

    @Override
    public Map<String, String> start() {
        smtp = FakeSmtpServer.start();
        return smtp.properties(QUARKUS);
    }

    @Override
    public void inject(TestInjector injector) {
        smtp.reset();
        injector.injectIntoFields(smtp, new TestInjector.MatchesType(FakeSmtpServer.class));
    }

    @Override
    public void stop() {
        smtp.close();
    }
}
