package dev.heloise.mailbox;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words that say what a number in a mail is, in the languages that mails with one-time codes are often in. */
final class CodeWords {

    /** What a word says about the numbers near it. */
    enum Kind {
        /** Such a number is a one-time code. */
        CODE,
        /** Such a number is something else: an order, a telephone, a price. */
        OTHER,
        /** Nothing. */
        NONE
    }

    private static final Set<String> CODE = words("""
            code codes otp totp pin passcode tan mtan mfa onetime token código codigo clave
            codice codul kod kode koden kód kodu kodunuz koodi şifreniz код кода пароль κωδικός رمز
            कोड mã קוד הקוד
            """);

    private static final List<String> CODE_ENDINGS = list("""
            code kod kode koden codice koodi passcode kód
            """);

    private static final List<String> CODE_BEGINNINGS = list("""
            einmal engångs engangs jednoraz jednoráz รหัส
            """);

    private static final List<String> CODE_SIGNS = list("""
            动态密码 動態密碼 一次性密码 验证码 驗證碼 校验码 校驗碼 认证码 動態碼 动态码 认证代码 認証コード 確認コード 検証コード コード 認証番号 인증번호 인증코드 인증 코드
            """);

    private static final Set<String> CHECK = words("""
            verification authentication verifizierung vérification
            """);

    /** With these after it, a check is not a number. */
    private static final Set<String> MESSAGE = words("""
            email e mail link message process request team page button
            """);

    /** These make a code of commerce or of the post of the code beside them. */
    private static final Set<String> COMMERCE = words("""
            promo promotion promotional promotionnel discount coupon voucher gift offer zip postal
            post area country dialling dialing error status exit response qr bar barras source
            tracking dress referral gutschein rabatt aktions sort swift bic colour color product
            booking order reservation item article invoice customer reference invite region réduction
            descuento desconto sconto fehler tax đơn giảm khuyến bưu vận review artikel produkt kunden
            flight airline pnr bestell plz card vat course buchungs gewinn abhol
            """);

    /** Where one of these is in its sentence, letters and digits are worth money in a shop. */
    private static final Set<String> SAVING = words("""
            checkout discount shipping coupon voucher promo
            sparen rabatt versandkosten gratisversand gutschein
            réduction remise profitez livraison descuento ahorra envío sconto risparmia spedizione
            """);

    private static final Set<String> OTHER = words("""
            order orders invoice receipt ticket case fax zip plz postcode room flight booking
            reservation reference ref tracking parcel shipment sku article artikel item model
            version copyright © total amount price sum betrag preis prix precio prezzo suite box
            commande pedido ordine facture factura fattura vat ust hrb iban card ending extension
            ext year since tel telephone tél telefon teléfono call hotline заказ bestilling 订单 注文番号
            """);

    private static final List<String> OTHER_BEGINNINGS = list("""
            bestell rechnung kunden auftrag sendung order invoice
            """);

    /** These are numbers of their own, and also what a code is there to confirm. */
    private static final Set<String> CONFIRMED = words("""
            account konto compte cuenta phone mobile cell customer device
            """);

    private static final Set<String> CONFIRM = words("""
            verify verifying confirm confirming sign signing log logging login activate access secure
            bestätigen anmelden vérifier confirmer verificar confirmar
            """);

    private static final Set<String> USE = words("""
            use enter type
            """);

    private static final Set<String> UNITS = words("""
            eur euro euros usd gbp chf inr jpy dollars dollar pounds rupees kr zł minutes minute min
            mins minuten hours hour stunden days tage seconds sec sekunden points punkte credits px
            km kg ms mb gb people users items customers street st str straße strasse avenue ave road
            rd blvd suite
            """);

    private static final Set<String> CURRENCIES = words("""
            eur usd gbp chf inr jpy rs cad aud sek nok dkk pln
            """);

    private static final Set<String> CONNECTORS = words("""
            is ist lautet lauten est es é è är er jest on number nummer nr no password passwort
            kennwort below here now numarası это
            """);

    private static final Set<String> PREDICATES = words("""
            is ist est es é è är er jest 是 为
            """);

    /** These end in "code" and name none. */
    private static final Set<String> NO_CODE = words("""
            unicode decode encode geocode vscode
            """);

    private static final char FIRST_IDEOGRAPH = '\u2E80';

    private CodeWords() {}

    private static Set<String> words(String lines) {
        return Set.copyOf(list(lines));
    }

    private static List<String> list(String lines) {
        return List.of(lines.strip().split("\\s+"));
    }

    /** Whether what stands between these words is to be typed: "Use 123456 to sign in". */
    static boolean isUse(String before, String after, String afterThat) {
        return USE.contains(before) && after.equals("to") && isConfirming(afterThat);
    }

    /**
     * The kind of a word among its neighbours, all in lower case, empty where there are none.
     *
     * @param confirming whether something is confirmed there, so that a number may be what confirms it
     */
    static Kind kind(String before, String word, String after, String afterThat, boolean confirming) {
        if (word.isEmpty()) {
            return Kind.NONE;
        }
        if (isCode(word)) {
            if (after.equals("of")) {
                // The code of conduct, of practice.
                return Kind.NONE;
            }
            String object = Set.of("de", "di", "da", "del", "de'").contains(after) ? afterThat : after;
            boolean commerce = COMMERCE.contains(before) || COMMERCE.contains(object) || startsWithAny(word, COMMERCE);
            return commerce ? Kind.OTHER : Kind.CODE;
        }
        if (isPhrase(before, word)) {
            return Kind.CODE;
        }
        if (CHECK.contains(word)) {
            return MESSAGE.contains(after) ? Kind.NONE : Kind.CODE;
        }
        if (CONFIRMED.contains(word)) {
            return confirming ? Kind.NONE : Kind.OTHER;
        }
        return OTHER.contains(word) || startsWithAny(word, OTHER_BEGINNINGS) ? Kind.OTHER : Kind.NONE;
    }

    private static boolean isCode(String word) {
        if (CODE.contains(word) || startsWithAny(word, CODE_BEGINNINGS)) {
            return true;
        }
        for (String ending : CODE_ENDINGS) {
            if (word.endsWith(ending)) {
                return !NO_CODE.contains(word);
            }
        }
        return word.charAt(0) >= FIRST_IDEOGRAPH && CODE_SIGNS.stream().anyMatch(word::contains);
    }

    private static boolean isPhrase(String before, String word) {
        return (before.equals("one") && word.equals("time"))
                || (before.equals("usage") && word.equals("unique"))
                || (before.equals("solo") && word.equals("uso"))
                || (before.equals("uso") && word.equals("único"));
    }

    private static boolean startsWithAny(String word, Iterable<String> beginnings) {
        for (String beginning : beginnings) {
            if (word.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this word says that something is to be confirmed. */
    static boolean isConfirming(String word) {
        return CONFIRM.contains(word);
    }

    /** Whether a number before this word counts or measures something. */
    static boolean isUnit(String word) {
        return UNITS.contains(word);
    }

    /** Whether this word speaks of paying less. */
    static boolean isSaving(String word) {
        return SAVING.contains(word);
    }

    /** Whether a number after this word is a price. */
    static boolean isCurrency(String word) {
        return CURRENCIES.contains(word);
    }

    /** Whether this word may stand between what names a code and the code. */
    static boolean isConnector(String word) {
        return CONNECTORS.contains(word);
    }

    /** Whether what follows a number begins to say what it is: "is your …", "– …". */
    static boolean isPredicate(String afterNumber) {
        String[] words = afterNumber.strip().toLowerCase(Locale.ROOT).split("[\\s:]+", 2);
        return PREDICATES.contains(words[0]);
    }
}
