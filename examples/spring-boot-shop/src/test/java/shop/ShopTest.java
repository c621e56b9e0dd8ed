package shop;

import static dev.heloise.PropertyNames.SPRING;
import static dev.heloise.junit5.SmtpServer.Lifecycle.PER_RUN;

import dev.heloise.FakeSmtpServer;
import dev.heloise.junit5.SmtpServer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What all tests of the shop have in common. Spring starts the application once and keeps it from class to class, with
 * the port that it was given; {@code PER_RUN} keeps the server on that port.
 */
@SpringBootTest
abstract class ShopTest {

    @SmtpServer(lifecycle = PER_RUN)
    static FakeSmtpServer smtp;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry registry) {
        smtp.register(SPRING, registry::add);
    }
}
