/** HELO, reverse DNS, SPF, DKIM, DMARC and ARC against a DNS zone that the test supplies. */
module dev.heloise.deliverability {
    requires static org.jspecify;
    requires transitive dev.heloise.core;

    exports dev.heloise.deliverability;
}
