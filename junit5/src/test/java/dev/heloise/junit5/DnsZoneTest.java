package dev.heloise.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heloise.FakeSmtpServer;
import dev.heloise.deliverability.Deliverability;
import dev.heloise.deliverability.IprevResult;
import dev.heloise.deliverability.Spf;
import dev.heloise.deliverability.SpfResult;
import dev.heloise.deliverability.Zone;
import dev.heloise.mailbox.Mailbox;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DnsZoneTest {

    private static SpfResult.Verdict spf(Zone zone, String domain) {
        return Spf.against(zone).check("192.0.2.10", "h.example", "a@" + domain).verdict();
    }

    @Nested
    class Places {

        @Test
        void ofAClassGiveAZoneToConstructorLifecycleMethodsAndTests() {
            TestRun.of(Everywhere.class).passes(1);
        }

        @Test
        void ofAMethodAddToTheClassAndWinWhereBothSaySomething() {
            TestRun.of(OnMethods.class).passes(4);
        }

        @Test
        void ofAMethodNeedNoneOfTheClass() {
            TestRun.of(MethodOnly.class).passes(1);
        }

        @Test
        void ofNestedClassesAddToThoseAround() {
            TestRun.of(Outer.class).passes(3);
        }

        @Test
        void areInherited() {
            TestRun.of(Inheriting.class, Overriding.class).passes(3);
        }

        @Test
        void mayBeOtherAnnotations() {
            TestRun.of(Composed.class).passes(2);
        }
    }

    @Nested
    class Addresses {

        @Test
        void areThoseOfTheNearestAnnotationThatNamesOne() {
            TestRun.of(Addressed.class).passes(3);
        }

        @Test
        void areThatOfTheSessionOtherwise() {
            TestRun.of(Unaddressed.class).passes(1);
        }
    }

    @Nested
    class Mistakes {

        @Test
        void inAZoneOfAMethodFailItsTestAndNoOther() {
            TestRun run = TestRun.of(UnreadableMethod.class);
            assertThat(run.failureText())
                    .contains("the @DnsZone on method UnreadableMethod.fails cannot be read: line 2, column 20: ");
        }

        @Test
        void inAZoneOfAClassFailAllOfItsTests() {
            TestRun run = TestRun.of(UnreadableClass.class);
            assertThat(run.failures()).hasSize(2);
            assertThat(run.failureTexts())
                    .contains("the @DnsZone on class UnreadableClass cannot be read: line 1, column ");
        }

        @Test
        void inAnAddressFailTheTest() {
            assertThat(TestRun.of(WrongAddress.class).failureText())
                    .contains(
                            "the @DnsZone on method WrongAddress.fails has no address in from: \"localhost\" is no IPv4 or"
                                    + " IPv6 address");
        }
    }

    @DnsZone("example.org. TXT \"v=spf1 ip4:192.0.2.10 -all\"")
    static class Everywhere {
        private final Zone inConstructor;
        private Zone beforeEach = Zone.parse("");

        Everywhere(Zone zone) {
            inConstructor = zone;
        }

        @BeforeAll
        static void beforeAll(Zone zone, Deliverability deliverability) {
            assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.PASS);
            assertThat(deliverability).isNotNull();
        }

        @BeforeEach
        void beforeEach(Zone zone) {
            beforeEach = zone;
        }

        @Test
        void test(Zone zone) {
            assertThat(spf(inConstructor, "example.org")).isEqualTo(SpfResult.Verdict.PASS);
            assertThat(spf(beforeEach, "example.org")).isEqualTo(SpfResult.Verdict.PASS);
            assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.PASS);
        }
    }

    @DnsZone("""
            example.org.  A    192.0.2.10
            example.org.  TXT  "v=spf1 a -all"
            example.net.  TXT  "v=spf1 -all"
            """)
    static class OnMethods {
        @Test
        void takesThatOfTheClass(Zone zone) {
            assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.PASS);
            assertThat(spf(zone, "example.net")).isEqualTo(SpfResult.Verdict.FAIL);
        }

        @Test
        @DnsZone("example.com. TXT \"v=spf1 ~all\"")
        void adds(Zone zone) {
            assertThat(spf(zone, "example.com")).isEqualTo(SpfResult.Verdict.SOFTFAIL);
            assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.PASS);
        }

        @Test
        @DnsZone("example.org. TXT \"v=spf1 mx ?a -all\"")
        void winsByNameAndType(Zone zone) {
            assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.NEUTRAL);
            assertThat(spf(zone, "example.net")).isEqualTo(SpfResult.Verdict.FAIL);
        }

        @Test
        @DnsZone("example.org. TIMEOUT")
        void failsTheWholeName(Zone zone) {
            assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.TEMPERROR);
            assertThat(zone.resolves("example.org")).isFalse();
        }
    }

    static class MethodOnly {
        @Test
        @DnsZone("example.org. TXT \"v=spf1 -all\"")
        void test(Zone zone) {
            assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.FAIL);
        }
    }

    @DnsZone("example.org. TXT \"v=spf1 -all\"")
    static class Outer {
        @Nested
        class Without {
            @Test
            void takesThatAround(Zone zone) {
                assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.FAIL);
            }
        }

        @Nested
        @DnsZone("example.net. TXT \"v=spf1 ~all\"")
        class With {
            @Test
            void hasBoth(Zone zone) {
                assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.FAIL);
                assertThat(spf(zone, "example.net")).isEqualTo(SpfResult.Verdict.SOFTFAIL);
            }

            @Test
            @DnsZone("example.org. TXT \"v=spf1 ?all\"")
            void hasAllThree(Zone zone) {
                assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.NEUTRAL);
                assertThat(spf(zone, "example.net")).isEqualTo(SpfResult.Verdict.SOFTFAIL);
            }
        }
    }

    @DnsZone("example.org. TXT \"v=spf1 -all\"")
    abstract static class Base {
        @Test
        void hasItsZone(Zone zone) {
            assertThat(spf(zone, "example.org")).isEqualTo(expected());
        }

        SpfResult.Verdict expected() {
            return SpfResult.Verdict.FAIL;
        }
    }

    static class Inheriting extends Base {
        @Test
        void inherits(Zone zone) {
            hasItsZone(zone);
        }
    }

    @DnsZone("example.net. TXT \"v=spf1 -all\"")
    static class Overriding extends Base {
        @Override
        SpfResult.Verdict expected() {
            return SpfResult.Verdict.NONE;
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @DnsZone("example.org. TXT \"v=spf1 -all\"")
    @interface Strict {}

    @Strict
    static class Composed {
        @Test
        void onAClass(Zone zone) {
            assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.FAIL);
        }

        @Test
        @Strict
        void onAMethod(Zone zone) {
            assertThat(spf(zone, "example.org")).isEqualTo(SpfResult.Verdict.FAIL);
        }
    }

    @SmtpServer
    @DnsZone(from = "192.0.2.10", value = """
            10.2.0.192.in-addr.arpa. PTR mail.example.org.
            mail.example.org.        A   192.0.2.10
            """)
    static class Addressed {
        private static IprevResult iprev(FakeSmtpServer smtp, Mailbox mailbox, Deliverability deliverability) {
            Wire.send(smtp, "ada@example.com", "Hello");
            return deliverability.check(mailbox.mails().get(0)).iprev();
        }

        @Test
        void takesThatOfTheClass(FakeSmtpServer smtp, Mailbox mailbox, Deliverability deliverability) {
            assertThat(iprev(smtp, mailbox, deliverability).passes()).isTrue();
        }

        @Test
        @DnsZone("mail.example.org. A 192.0.2.99")
        void keepsThatOfTheClass(FakeSmtpServer smtp, Mailbox mailbox, Deliverability deliverability) {
            IprevResult iprev = iprev(smtp, mailbox, deliverability);
            assertThat(iprev.address()).isEqualTo("192.0.2.10");
            assertThat(iprev.verdict()).isEqualTo(IprevResult.Verdict.FAIL);
        }

        @Test
        @DnsZone(from = "2001:db8::7", value = "")
        void takesThatOfTheMethod(FakeSmtpServer smtp, Mailbox mailbox, Deliverability deliverability) {
            assertThat(iprev(smtp, mailbox, deliverability).address()).isEqualTo("2001:db8::7");
        }
    }

    @SmtpServer
    @DnsZone("")
    static class Unaddressed {
        @Test
        void takesThatOfTheSession(FakeSmtpServer smtp, Mailbox mailbox, Deliverability deliverability) {
            Wire.send(smtp, "ada@example.com", "Hello");
            assertThat(deliverability.check(mailbox.mails().get(0)).iprev().address())
                    .isEqualTo("127.0.0.1");
        }
    }

    @DnsZone("example.org. A 192.0.2.10")
    static class UnreadableMethod {
        @Test
        @DnsZone("""
                example.org.  A    192.0.2.10
                example.org.  AAAA 192.0.2.10
                """)
        void fails() {}

        @Test
        void passes(Zone zone) {
            assertThat(zone.resolves("example.org")).isTrue();
        }
    }

    @DnsZone("example.org. A nowhere")
    static class UnreadableClass {
        @Test
        void asksForNothing() {}

        @Test
        void asksForIt(Zone zone) {
            assertThat(zone).isNotNull();
        }
    }

    static class WrongAddress {
        @Test
        @DnsZone(from = "localhost", value = "")
        void fails() {}
    }
}
