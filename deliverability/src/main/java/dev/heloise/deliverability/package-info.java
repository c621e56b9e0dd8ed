/**
 * What a receiving host would make of a mail (HELO, reverse DNS, SPF, DKIM, DMARC), judged by a DNS zone that the test
 * supplies.
 */
@NullMarked
package dev.heloise.deliverability;

import org.jspecify.annotations.NullMarked;
