package dev.heloise.mailbox;

import static dev.heloise.mailbox.Mails.mail;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimeCodeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Your verification code is 123456                                             | 123456
        Your code: 4711                                                              | 4711
        Your one-time password: 83920174                                             | 83920174
        Use OTP 55443 to sign in. It expires in 10 minutes.                          | 55443
        Use 482913 to sign in to Acme                                                | 482913
        Enter 482 914 to verify your address                                         | 482914
        123456 is your Acme verification code                                        | 123456
        Enter PIN 0042 on the next page                                              | 0042
        Your passcode is 123 456                                                     | 123456
        Your code is 123-456.                                                        | 123456
        Security code: 1234 5678                                                     | 12345678
        Your code: 1 2 3 4 5 6                                                       | 123456
        Code: 12 34 56                                                               | 123456
        Use X7K-93Q as your login code                                               | X7K-93Q
        G-123456 is your Google verification code.                                   | G-123456
        Your recovery code: A7F3K9                                                   | A7F3K9
        Your login code: k3v9q2                                                      | k3v9q2
        Your code is *123456*                                                        | 123456
        Your code is: "123456"                                                       | 123456
        Ihr Bestätigungscode lautet 987654                                           | 987654
        Ihr Einmalpasswort: 445566                                                   | 445566
        Ihre mTAN ist 765432. Bitte geben Sie sie niemandem weiter.                  | 765432
        Ihr 2-Faktor-Code: 246810                                                    | 246810
        Votre code de vérification est 112233                                        | 112233
        Su código de verificación es 223344                                          | 223344
        Il tuo codice di verifica è 334455                                           | 334455
        Din verifieringskod är 445566                                                | 445566
        Ваш код подтверждения: 556677                                                | 556677
        您的验证码是667788，请勿泄露                                                 | 667788
        您的验证码是667789,5分钟内有效                                               | 667789
        認証コード：778899                                                           | 778899
        인증번호는 889900 입니다                                                     | 889900
        आपका सत्यापन कोड 445566 है।                                                  | 445566
        קוד האימות שלך הוא 112358                                                    | 112358
        Mã xác nhận của bạn là 605040.                                               | 605040
        รหัสยืนยันของคุณคือ 123789                                                     | 123789
        Hello Ada, use the following code to finish signing in to your account: 135790 | 135790
        Order 4711: your confirmation code is 2468                                   | 2468
        Your PIN for account 12345678 is 9934                                        | 9934
        Use code 123456 to confirm order 98765432                                    | 123456
        © 2024 Acme. Your code is 7531.                                              | 7531
        Your code is 1984                                                            | 1984
        Verification code 5566 (valid for 3600 seconds)                              | 5566
        Enter the code WDJB-MJHT on your device                                      | WDJB-MJHT
        Your verification code: BXQPTR                                               | BXQPTR
        Your code for 20% off is below. Your login code: A7F3K9                      | A7F3K9
        Save this recovery code: A7F3K9                                              | A7F3K9
        To get 20% off, confirm your account: code 123456                            | 123456
        二〇二四年五月 验证码：667791                                                | 667791
        10㌔ ⺀ 認証コード：667792                                                   | 667792
        动态密码：667790                                                             | 667790
        Twoje hasło jednorazowe: 445567                                              | 445567
        Your promo code is SAVE2024, your security code is 8642                      | 8642
        Code 7777. Questions? Call +49 30 123456                                     | 7777
        Enter this code to verify your phone number: 909192                          | 909192
        Pay 1,234.56 EUR with transaction code 606162                                | 606162
        The code you need to login to account ada_l: A1B2C3                          | A1B2C3
        Click https://x.example/?code=999999 or enter the code 121314                | 121314
        """)
    void findsTheCode(String text, String code) {
        assertThat(mail("Subject: Hello\n\n" + text + "\n").otp()).contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Welcome to Acme! We were founded in 2019.",
                "123456",
                "Your order 123456 has shipped",
                "Thank you for your order no. 4711-2024",
                "Please verify your address. Copyright 2024 Acme",
                "The total is $1234.50",
                "The total is 1234 EUR, the code of conduct applies",
                "Our code of conduct of 2023 applies",
                "Call us at 555-123-4567 if you did not ask for a code",
                "Questions about your code? Phone +49 30 12345678",
                "Use promo code SAVE2024 at checkout",
                "Use code SUMMER24 at checkout",
                "Get 20% off with code SPRING24",
                "Apply code WELCOME10 for free shipping",
                "Mit dem Code SOMMER24 sparen Sie 20 %",
                "Avec le code ETE24 profitez de -20%",
                "Your gift card code: ABCD-1234-EFGH",
                "Ihr Abholcode: 4711",
                "VAT code 1234",
                "Enter the code XXXX-XXXX",
                "Your code HTTPS",
                "Please look at pull request 48213, code review due 2026-12-01",
                "Artikelcode 123456, Menge 2",
                "Use discount code 123456 for 20% off",
                "Your zip code 94107 is not served",
                "Error code 40401 occurred",
                "Postleitzahl 10115, Gutscheincode 445566",
                "Votre code postal 75001",
                "Click https://x.example/verify?code=123456 to verify",
                "Your code has expired. Invoice 20240017 is attached.",
                "Mail 123456@example.org for a code",
                "Your code expires on 2024-05-06 at 12:30",
                "Your ticket #123456 about the code was closed",
                "This verification email was sent by Acme Inc, 12345 Main Street, 94107 San Francisco",
                "Verification is required within 1440 minutes",
                "Your confirmation code was sent by SMS to (030) 12345678",
                "The code weighs 1.234,56 kg",
                "Version 12345 of the code",
                "Kundennummer 12345678 - Ihr Code folgt per Post",
                "PIN",
                "Order code: 123456",
                "Your airline code: AB12CD",
                "Use 48291 to order it again",
                "Enter hall 48291 to log in",
                "Tax code 123456",
                "Mã đơn hàng: 123456",
                "Your code: +4930 123456",
                "Code 2019-2024",
                "The code of 06.05.2024, 12-MAY-2024 and 2024/05/06",
                "Your code is 12",
                "Your code is 1234567890123",
            })
    void findsNoCodeWhereThereIsNone(String text) {
        assertThat(mail("Subject: Hello\n\n" + text + "\n").otp()).isEmpty();
    }

    @Test
    void passesOverAnyCharacter() {
        for (int block = 0; block < Character.MIN_SURROGATE; block += 100) {
            StringBuilder text = new StringBuilder("Code: 667793\n");
            for (int c = block; c < block + 100; c++) {
                text.appendCodePoint(c)
                        .append(' ')
                        .appendCodePoint(c)
                        .append("a1-")
                        .appendCodePoint(c);
            }
            assertThat(mail("Content-Type: text/plain; charset=utf-8\n\n" + text)
                            .otp())
                    .contains("667793");
        }
    }

    @Test
    void readsTheCodeFromHtml() {
        ReceivedMail mail = mail("""
                Subject: Sign in
                Content-Type: text/html; charset=utf-8

                <html><head><title>Code 111111</title><style>.c{width:4444px}</style></head>
                <body><p>Your&nbsp;verification code is</p>
                <table><tr><td>1</td><td>2</td><td>3</td><td>4</td><td>5</td><td>6</td></tr></table>
                <p>&copy; 2024 Acme, Code Street 9999</p></body></html>
                """);

        assertThat(mail.otp()).contains("123456");
    }

    @Test
    void readsACodeThatIsBrokenByTagsWithinALine() {
        assertThat(mail("Content-Type: text/html\n\nYour code is <b>123</b><i>456</i>")
                        .otp())
                .contains("123456");
    }

    @Test
    void prefersTheTextAndFallsBackToTheHtml() {
        String mail = """
                Content-Type: multipart/alternative; boundary=b

                --b

                %s
                --b
                Content-Type: text/html

                <p>Your code is <b>222222</b></p>
                --b--
                """;

        assertThat(mail(mail.formatted("Your code is 111111")).otp()).contains("111111");
        assertThat(mail(mail.formatted("This mail is in HTML only.")).otp()).contains("222222");
    }

    @Test
    void takesTheSubjectIntoAccount() {
        assertThat(mail("Subject: 314159 is your code\n\nHello\n").otp()).contains("314159");
        assertThat(mail("Subject: Your sign-in code\n\n271828\n").otp()).contains("271828");
        assertThat(mail("Subject: 314159 is your code\nContent-Type: image/png\n\nx")
                        .otp())
                .contains("314159");
    }

    @Test
    void reachesACodeOnALineOfItsOwnFurtherAway() {
        String text = """
                Subject: Hello

                We received a request for a single-use code for use with your Acme thing. If it was not you,
                please ignore this.

                    482913

                Only enter it on the official page.
                """;

        assertThat(mail(text).otp()).contains("482913");
    }

    @Test
    void readsACodeThatStandsAboveTheSentenceAboutIt() {
        assertThat(mail("Content-Type: text/html\n\n<p>Hi Ada,</p><h1>482 913</h1><p>Enter this code to sign in.</p>")
                        .otp())
                .contains("482913");
    }

    @Test
    void readsALabelOnOneLineAndTheCodeOnTheNext() {
        assertThat(mail("\nYour PIN:\n\n2024\n\nThank you\n").otp()).contains("2024");
    }
}
