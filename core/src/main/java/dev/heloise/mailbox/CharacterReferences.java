package dev.heloise.mailbox;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;

/** What stands in HTML for a character that cannot stand there itself: by name, as HTML 4 has them, or by number. */
final class CharacterReferences {

    /** The names of U+00A0 to U+00FF in their order (HTML 4, §24.2.1). */
    private static final String[] LATIN_1 =
            ("nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg"
                            + " macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34"
                            + " iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave"
                            + " Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc"
                            + " Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc"
                            + " euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave"
                            + " uacute ucirc uuml yacute thorn yuml")
                    .split(" ");

    /** The other names, each with its character; {@code apos} is of XHTML. */
    private static final Map<String, String> NAMES =
            pairs("quot \" amp & lt < gt > apos ' OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ"
                    + " circ ˆ tilde ˜ Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι"
                    + " Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ"
                    + " Chi Χ Psi Ψ Omega Ω alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ"
                    + " iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ sigmaf ς sigma σ tau τ"
                    + " upsilon υ phi φ chi χ psi ψ omega ω thetasym ϑ upsih ϒ piv ϖ ensp \u2002"
                    + " emsp \u2003 thinsp \u2009 zwnj \u200C zwj \u200D lrm \u200E rlm \u200F ndash –"
                    + " mdash — lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ dagger † Dagger ‡ bull •"
                    + " hellip … permil ‰ prime ′ Prime ″ lsaquo ‹ rsaquo › oline ‾ frasl ⁄ euro € image ℑ"
                    + " weierp ℘ real ℜ trade ™ alefsym ℵ larr ← uarr ↑ rarr → darr ↓ harr ↔ crarr ↵ lArr ⇐"
                    + " uArr ⇑ rArr ⇒ dArr ⇓ hArr ⇔ forall ∀ part ∂ exist ∃ empty ∅ nabla ∇ isin ∈ notin ∉"
                    + " ni ∋ prod ∏ sum ∑ minus − lowast ∗ radic √ prop ∝ infin ∞ ang ∠ and ∧ or ∨ cap ∩"
                    + " cup ∪ int ∫ there4 ∴ sim ∼ cong ≅ asymp ≈ ne ≠ equiv ≡ le ≤ ge ≥ sub ⊂ sup ⊃ nsub ⊄"
                    + " sube ⊆ supe ⊇ oplus ⊕ otimes ⊗ perp ⊥ sdot ⋅ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋"
                    + " lang 〈 rang 〉 loz ◊ spades ♠ clubs ♣ hearts ♥ diams ♦");

    private static final int LONGEST_REFERENCE = 12;

    private CharacterReferences() {}

    private static Map<String, String> pairs(String text) {
        String[] words = text.split(" ", -1);
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            pairs.put(words[i], words[i + 1]);
        }
        return Map.copyOf(pairs);
    }

    /** A text with its character references decoded (HTML 4, §5.3); what is none stays. */
    static String decoded(String text) {
        int reference = text.indexOf('&');
        if (reference < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int position = 0;
        while (reference >= 0) {
            int end = semicolon(text, reference);
            String value = end < 0 ? "" : character(text.substring(reference + 1, end));
            if (!value.isEmpty()) {
                decoded.append(text, position, reference).append(value);
                position = end + 1;
            }
            reference = text.indexOf('&', Math.max(position, reference + 1));
        }
        return decoded.append(text, position, text.length()).toString();
    }

    private static int semicolon(String text, int reference) {
        int to = Math.min(text.length(), reference + LONGEST_REFERENCE);
        for (int i = reference + 1; i < to && text.charAt(i) != '&'; i++) {
            if (text.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }

    /** What a reference stands for; empty where it is none. */
    private static String character(String reference) {
        if (reference.startsWith("#")) {
            return numbered(reference.substring(1));
        }
        for (int i = 0; i < LATIN_1.length; i++) {
            if (LATIN_1[i].equals(reference)) {
                return Character.toString(0xA0 + i);
            }
        }
        return NAMES.getOrDefault(reference, "");
    }

    private static String numbered(String number) {
        boolean hexadecimal = number.startsWith("x") || number.startsWith("X");
        try {
            int point = Integer.parseInt(hexadecimal ? number.substring(1) : number, hexadecimal ? 16 : 10);
            boolean character = point > 0 && Character.isValidCodePoint(point) && !isSurrogate(point);
            return !character ? "" : isControl(point) ? meant(point) : Character.toString(point);
        } catch (NumberFormatException none) {
            // It is no reference, then, and stays as it stands.
            return "";
        }
    }

    private static boolean isControl(int point) {
        return point >= 0x80 && point < 0xA0;
    }

    /** Numbers of controls mean what Windows has in their place (HTML, §13.2.5.80). */
    private static String meant(int control) {
        return new String(new byte[] {(byte) control}, Charset.forName("windows-1252"));
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
