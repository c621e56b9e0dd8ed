package shop;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;

/** What the shop writes to its customers. */
@Service
class Mails {

    private final JavaMailSender sender;

    Mails(JavaMailSender sender) {
        this.sender = sender;
    }

    /** Returns when the server has taken the mail. */
    void confirm(String order, String customer) {
        String link = "https://shop.example/orders/" + order;
        send(
                customer,
                "Your order " + order,
                "Thank you! Your order is on its way: " + link,
                "<p>Thank you! <a href=\"" + link + "\">Your order</a> is on its way.</p>");
    }

    /** Returns at once. */
    @Async
    void sendCode(String code, String customer) {
        send(customer, "Sign in to the shop", "Your code is " + code + ".", "<p>Your code is <b>" + code + "</b>.</p>");
    }

    private void send(String customer, String subject, String text, String html) {
        MimeMessage message = sender.createMimeMessage();
        try {
            MimeMessageHelper mail = new MimeMessageHelper(message, true, "UTF-8");
            mail.setFrom("orders@shop.example");
            mail.setTo(customer);
            mail.setSubject(subject);
            mail.setText(text, html);
        } catch (MessagingException e) {
            throw new MailPreparationException(e);
        }
        sender.send(message);
    }
}
