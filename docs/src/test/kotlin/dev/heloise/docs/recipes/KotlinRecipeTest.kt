package dev.heloise.docs.recipes

import dev.heloise.FakeSmtpServer
import dev.heloise.assertj.SmtpAssertions.assertThat
import dev.heloise.junit5.SmtpRule
import dev.heloise.junit5.SmtpServer
import dev.heloise.junit5.SmtpServerExtension
import dev.heloise.mailbox.MailFilter
import dev.heloise.mailbox.Mailbox
import dev.heloise.script.Stage.RCPT
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Nested
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.RegisterExtension

/** The examples of `docs/recipes/kotlin.md`. */
class KotlinRecipeTest {

    @Nested
    @SmtpServer
    inner class WelcomeTest {
        @Test
        fun `new customers are welcomed`(smtp: FakeSmtpServer, mailbox: Mailbox) {
            Mailer(smtp.host(), smtp.port()).welcome("ada@example.com")

            assertThat(mailbox.await(MailFilter.to("ada@example.com"))).hasSubject("Welcome, Ada")
        }

        @Test
        @SmtpRule(at = RCPT, matching = "*@full.example", reply = ["452 4.2.2 Mailbox full"])
        fun `a full mailbox is reported`(smtp: FakeSmtpServer) {
            val mailer = Mailer(smtp.host(), smtp.port())

            assertThatThrownBy { mailer.welcome("ada@full.example") }.hasMessageContaining("Mailbox full")
        }
    }
}

class SmallServerTest {

    companion object {
        @JvmField
        @RegisterExtension
        val smtp: SmtpServerExtension = SmtpServerExtension.configured { it.maxMessageSize(10_000) }
    }

    @Test
    fun `a welcome is a small mail`() {
        Mailer(smtp.host(), smtp.port()).welcome("ada@example.com")

        assertThat(smtp.mailbox()).singleMail().isTo("ada@example.com")
    }
}
