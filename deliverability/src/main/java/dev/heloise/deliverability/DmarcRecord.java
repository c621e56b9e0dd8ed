package dev.heloise.deliverability;

import dev.heloise.deliverability.DmarcResult.Policy;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A policy as a domain publishes it (RFC 9989 §4.7, §4.8). Only its version must be right; what else cannot be read is
 * as if it were not there.
 */
final class DmarcRecord {

    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[!-~]+");

    private final Map<String, String> tags;

    private DmarcRecord(Map<String, String> tags) {
        this.tags = tags;
    }

    /** Reads a TXT record; empty if it is not one of this version of DMARC. */
    static Optional<DmarcRecord> parse(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : text.split(";", -1)) {
            int equals = tag.indexOf('=');
            String name = equals < 0 ? "" : tag.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (tags.isEmpty() && !name.equals("v")) {
                return Optional.empty();
            }
            // Of two tags with one name the first counts, as if the second were not there.
            tags.putIfAbsent(name, tag.substring(equals + 1).strip());
        }
        // The version is the only value whose case matters.
        return "DMARC1".equals(tags.get("v")) ? Optional.of(new DmarcRecord(tags)) : Optional.empty();
    }

    /**
     * Whether it can be applied: its policies can be read, or it asks for reports and so means none (RFC 9989 §4.10.1).
     */
    boolean isUsable() {
        return hasReadablePolicies() || asksForReports();
    }

    private boolean hasReadablePolicies() {
        return policy("p").isPresent() && isReadable("sp") && isReadable("np");
    }

    private boolean isReadable(String tag) {
        return !tags.containsKey(tag) || policy(tag).isPresent();
    }

    private boolean asksForReports() {
        for (String uri : tags.getOrDefault("rua", "").split(",", -1)) {
            if (URI.matcher(uri.strip()).matches()) {
                return true;
            }
        }
        return false;
    }

    /** The policy for the domain of the record itself. */
    Policy domainPolicy() {
        return hasReadablePolicies() ? policy("p").orElse(Policy.NONE) : Policy.NONE;
    }

    /** The policy for a domain below it. */
    Policy subdomainPolicy(boolean exists) {
        if (!hasReadablePolicies()) {
            return Policy.NONE;
        }
        Optional<Policy> nonExistent = exists ? Optional.empty() : policy("np");
        return nonExistent.or(() -> policy("sp")).orElseGet(this::domainPolicy);
    }

    /** Whether the policy for domains that do not exist is another one than for those that do. */
    boolean asksForExistence() {
        return hasReadablePolicies() && tags.containsKey("np");
    }

    private Optional<Policy> policy(String tag) {
        for (Policy policy : Policy.values()) {
            if (policy.name().equalsIgnoreCase(tags.getOrDefault(tag, ""))) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    /** Whether the domain is one under which others register theirs ({@code psd=y}). */
    boolean isPublicSuffix() {
        return is("psd", "y");
    }

    /** Whether the domain says that it is the top of its organization ({@code psd=n}). */
    boolean isOrganizational() {
        return is("psd", "n");
    }

    boolean isSpfStrict() {
        return is("aspf", "s");
    }

    boolean isDkimStrict() {
        return is("adkim", "s");
    }

    boolean isTesting() {
        return is("t", "y");
    }

    private boolean is(String tag, String value) {
        return value.equalsIgnoreCase(tags.getOrDefault(tag, ""));
    }
}
