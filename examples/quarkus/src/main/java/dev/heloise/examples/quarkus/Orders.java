package dev.heloise.examples.quarkus;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import jakarta.enterprise.context.ApplicationScoped;

/** The part of a shop that writes to customers. */
@ApplicationScoped
class Orders {

    private final Mailer mails;

    Orders(Mailer mails) {
        this.mails = mails;
    }

    void confirm(String order, String customer) {
        mails.send(Mail.withText(customer, "Your order " + order, "It is on its way."));
    }
}
