package dev.heloise.deliverability;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out how the signed fields differ from what was signed. An RSA signature gives its hash away to everyone with
 * the public key; with Ed25519 every guess must be verified.
 */
final class HeaderDiagnosis {

    private static final String ADVICE = "look for whatever changes header fields between the signer and here";

    /** How many names are looked into, and how often a name is tried. */
    private static final int MAX_ATTEMPTS = 20;

    /** How many octets could be hashed while one field is brought into its canonical form. */
    private static final int FIELD_COST = 256;

    /** How many octets could be hashed while one is compared with another, blanks and folds aside. */
    private static final int COMPARISON_COST = 4;

    private static final Pattern LIST_TAG = Pattern.compile("\\[[^\\]\r\n]{1,60}\\] ?");

    /** What stands before a SHA-256 hash in an RSA signature (RFC 8017 §9.2, note 1). */
    private static final byte[] DIGEST_INFO = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private final Message message;
    private final DkimSignature signature;
    private final PublicKey key;
    private final SignedHeader header;
    private final SearchBudget budget;
    private final List<CopiedField> copies;
    private final Optional<byte[]> hash;

    HeaderDiagnosis(Message message, DkimSignature signature, PublicKey key, SearchBudget budget) throws DkimError {
        this.message = message;
        this.signature = signature;
        this.key = key;
        this.header = SignedHeader.of(message, signature);
        this.budget = budget;
        this.copies = CopiedField.all(signature);
        this.hash = key instanceof RSAPublicKey rsa ? signedHash(rsa, signature.signature()) : Optional.empty();
    }

    private static Optional<byte[]> signedHash(RSAPublicKey key, byte[] signature) {
        byte[] opened = new BigInteger(1, signature)
                .modPow(key.getPublicExponent(), key.getModulus())
                .toByteArray();
        int info = opened.length - 32 - DIGEST_INFO.length;
        boolean signed =
                info > 0 && Arrays.equals(opened, info, info + DIGEST_INFO.length, DIGEST_INFO, 0, DIGEST_INFO.length);
        return signed ? Optional.of(Arrays.copyOfRange(opened, opened.length - 32, opened.length)) : Optional.empty();
    }

    Diagnosis diagnose() {
        if (key instanceof RSAPublicKey && hash.isEmpty()) {
            return new Diagnosis(
                    "DKIM_WRONG_KEY",
                    "the signature was not made with the key at " + signature.keyName() + ", or was damaged itself",
                    "publish the key that signs, and use a new selector for each new key");
        }
        return bareLineEnds()
                .or(this::copiedField)
                .or(this::changedFolds)
                .or(this::listTag)
                .or(this::addedField)
                .or(this::renamedField)
                .or(this::alteredOctet)
                .or(this::differenceToCopies)
                .orElseGet(this::unknown);
    }

    private Optional<Diagnosis> bareLineEnds() {
        return message.hasBareLineEnds() && normalizedFits()
                ? Optional.of(new Diagnosis(
                        "DKIM_BARE_LF",
                        "the header has bare LFs or CRs, and was signed as if they were CRLF",
                        "end every line in CRLF before signing, since servers on the way do so after it"))
                : Optional.empty();
    }

    private boolean normalizedFits() {
        Message normalized = message.normalized();
        int index = message.fields().indexOf(signature.field());
        if (index >= normalized.fields().size()) {
            return false;
        }
        try {
            SignedHeader signed = SignedHeader.of(
                    normalized, DkimSignature.parse(normalized.fields().get(index)));
            return fits(() -> signed);
        } catch (DkimError e) {
            // A bare CR cuts the header into other fields; then this was not the accident.
            return false;
        }
    }

    /** The signer may have left copies of the fields in the signature ({@code z=}, RFC 6376 §3.5). */
    private Optional<Diagnosis> copiedField() {
        List<RawField> copied = new ArrayList<>(header.fields());
        for (CopiedField copy : copies) {
            if (!budget.spend(copied.size() * FIELD_COST)) {
                return Optional.empty();
            }
            copied.replaceAll(field -> field.isNamed(copy.name()) ? copy.field() : field);
        }
        return !copies.isEmpty() && fits(() -> header.with(copied)) ? differenceToCopies() : Optional.empty();
    }

    /** The same without the proof that the copies are what was signed. */
    private Optional<Diagnosis> differenceToCopies() {
        for (CopiedField copy : copies) {
            if (!budget.spend(message.fields().size() * FIELD_COST)) {
                return Optional.empty();
            }
            List<RawField> present = message.fields(copy.name());
            if (present.stream().noneMatch(field -> isCopied(field, copy))) {
                String now = present.isEmpty()
                        ? "is not there now"
                        : "is now \"" + shortened(present.get(0).unfolded()) + "\"";
                return Optional.of(new Diagnosis(
                        "DKIM_HEADER_CHANGED",
                        "the field " + copy.name() + " was signed as \""
                                + shortened(copy.value().strip()) + "\" and " + now,
                        ADVICE));
            }
        }
        return Optional.empty();
    }

    /** Whether that is the field, as far as can be told: with nothing left to spend, it may be. */
    private boolean isCopied(RawField field, CopiedField copy) {
        return !budget.spend(
                        COMPARISON_COST * (field.text().length() + copy.value().length()))
                || copy.isOf(field);
    }

    /** Under "simple", even a fold that has become a tab breaks the signature. */
    private Optional<Diagnosis> changedFolds() {
        for (int i = 0;
                header.canonicalization() == Canonicalization.SIMPLE
                        && i < header.fields().size();
                i++) {
            String text = header.fields().get(i).text();
            List<String> folds = List.of(
                    text.replace("\r\n\t", "\r\n "),
                    text.replace("\r\n ", "\r\n\t"),
                    text.replaceAll("\r\n(?=[ \t])", ""));
            for (String folded : folds) {
                if (!folded.equals(text) && fits(i, new RawField(folded))) {
                    return Optional.of(new Diagnosis(
                            "DKIM_HEADER_CHANGED",
                            "the field " + name(i) + " is folded in another way than when it was signed",
                            "sign with c=relaxed/relaxed, which does not mind"));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Diagnosis> listTag() {
        for (int i = 0; i < header.fields().size(); i++) {
            RawField field = header.fields().get(i);
            Matcher tag = LIST_TAG.matcher(field.text());
            if (field.isNamed("Subject") && tag.find() && fits(i, new RawField(tag.replaceFirst("")))) {
                return Optional.of(new Diagnosis(
                        "DKIM_HEADER_CHANGED",
                        "a tag in brackets was added to the field Subject after signing",
                        ADVICE));
            }
        }
        return Optional.empty();
    }

    private Optional<Diagnosis> addedField() {
        for (RawField added : header.fields()) {
            if (fits(() -> without(added))) {
                return Optional.of(new Diagnosis(
                        "DKIM_HEADER_CHANGED",
                        "the field " + added.name() + " was not there when the message was signed",
                        "send each field once, and all of them to the signer"));
            }
        }
        return Optional.empty();
    }

    /** Of several fields with one name, each takes the place of another if one of them goes. */
    @SuppressWarnings("ReferenceEquality") // A copy of the field elsewhere in the header is another field.
    private SignedHeader without(RawField added) {
        List<RawField> fields =
                message.fields().stream().filter(field -> field != added).toList();
        return header.with(SignedHeader.select(fields, signature.headers(), signature.field()));
    }

    /** A letter of a name that changed takes the whole field away. */
    private Optional<Diagnosis> renamedField() {
        int attempts = 0;
        for (String missing : missing()) {
            for (int i = 0; i < message.fields().size() && attempts < MAX_ATTEMPTS; i++) {
                RawField field = message.fields().get(i);
                if (isOneLetterFrom(field.name(), missing)) {
                    attempts++;
                    int renamed = i;
                    if (fits(() -> renamed(renamed, missing))) {
                        return Optional.of(new Diagnosis(
                                "DKIM_HEADER_CHANGED",
                                "the field " + field.name() + " was signed as " + missing,
                                ADVICE));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private SignedHeader renamed(int index, String name) {
        List<RawField> fields = new ArrayList<>(message.fields());
        RawField field = fields.get(index);
        fields.set(
                index, new RawField(name + field.text().substring(field.name().length())));
        return header.with(SignedHeader.select(fields, signature.headers(), signature.field()));
    }

    private static boolean isOneLetterFrom(String name, String other) {
        int different = 0;
        for (int i = 0; i < name.length() && name.length() == other.length(); i++) {
            different += Character.toLowerCase(name.charAt(i)) == Character.toLowerCase(other.charAt(i)) ? 0 : 1;
        }
        return different == 1;
    }

    /** The names that are signed, and of which there is no field. */
    private List<String> missing() {
        Set<String> present = new HashSet<>();
        header.fields().forEach(field -> present.add(field.name().toLowerCase(Locale.ROOT)));
        return signature.headers().stream()
                .filter(name -> !present.contains(name.toLowerCase(Locale.ROOT)))
                .limit(MAX_ATTEMPTS)
                .toList();
    }

    private Optional<Diagnosis> alteredOctet() {
        return hash.flatMap(signed -> budget.withHalf(half -> AlteredOctet.find(header.data(), signed, half)))
                .map(octet -> {
                    SignedHeader.Place place = header.place(octet.position());
                    return new Diagnosis(
                            "DKIM_HEADER_CHANGED",
                            "octet " + place.octet() + " of the field " + place.field() + " " + octet.described(),
                            ADVICE);
                });
    }

    private Diagnosis unknown() {
        List<String> gone = missing();
        String missing =
                gone.isEmpty() ? "" : "; of them " + shortened(String.join(", ", gone)) + " may have been removed";
        return new Diagnosis(
                "DKIM_HEADER_CHANGED",
                "one of the signed fields (" + shortened(String.join(", ", signature.headers()))
                        + ") is not what was signed" + missing,
                ADVICE);
    }

    private String name(int index) {
        return header.fields().get(index).name();
    }

    private boolean fits(int index, RawField other) {
        return fits(() -> header.with(index, other));
    }

    /** Whether a guess is what was signed. With nothing left to spend it is not even made. */
    private boolean fits(Supplier<SignedHeader> guess) {
        if (!budget.spend(header.fields().size() * FIELD_COST)) {
            return false;
        }
        byte[] data = guess.get().data();
        // With Ed25519, a verification costs as much as some hundred thousand octets to hash.
        if (!budget.spend(hash.isPresent() ? data.length : data.length + 100_000)) {
            return false;
        }
        return hash.map(signed -> Arrays.equals(signed, Sha256.of(data)))
                .orElseGet(() -> signature.algorithm().verify(key, data, signature.signature()));
    }

    private static String shortened(String text) {
        return AsciiText.of(text, 120);
    }
}
