package dev.heloise.examples.springboot;

import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Service;

/** The part of it that writes to customers. */
@Service
class Orders {

    private final JavaMailSender mails;

    Orders(JavaMailSender mails) {
        this.mails = mails;
    }

    void confirm(String order, String customer) {
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom("orders@shop.example");
        mail.setTo(customer);
        mail.setSubject("Your order " + order);
        mail.setText("It is on its way.");
        mails.send(mail);
    }
}
