package shop;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;

/** What the shop writes to a customer, as text and as HTML. */
record Mail(String to, String subject, String text, String html) {

    static Mail confirming(String order, String customer) {
        String link = "https://shop.example/orders/" + order;
        return new Mail(
                customer,
                "Your order " + order,
                "Thank you! Your order is on its way: " + link + "\n",
                "<p>Thank you! <a href=\"" + link + "\">Your order</a> is on its way.</p>\n");
    }

    static Mail bringing(String code, String customer) {
        return new Mail(
                customer,
                "Sign in to the shop",
                "Your code is " + code + ".\n",
                "<p>Your code is <b>" + code + "</b>.</p>\n");
    }

    MimeMessage write(Session session) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart rich = new MimeBodyPart();
        rich.setText(html, "UTF-8", "html");
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress("orders@shop.example"));
        message.setRecipient(RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setSentDate(new Date());
        message.setContent(new MimeMultipart("alternative", plain, rich));
        message.saveChanges();
        return message;
    }
}
