package dev.heloise.app;

/** An address as it stands in a URL, and before a port: that of IPv6 in brackets (RFC 3986 §3.2.2). */
final class UrlHost {

    private UrlHost() {}

    static String of(String address) {
        return address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    }
}
