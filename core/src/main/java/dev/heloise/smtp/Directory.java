package dev.heloise.smtp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What VRFY and EXPN may tell (RFC 5321 §3.5).
 *
 * @param users the addresses that VRFY knows; where it knows none, it tells nothing of any
 * @param lists the members of each mailing list
 */
public record Directory(List<String> users, Map<String, List<String>> lists) {

    /** It tells nothing. */
    public static final Directory NONE = new Directory(List.of(), Map.of());

    public Directory {
        users = List.copyOf(users);
        lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
    }
}
