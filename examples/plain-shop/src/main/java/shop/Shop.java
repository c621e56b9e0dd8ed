package shop;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** A shop that confirms orders by mail, and lets customers sign in with a code that it mails to them. */
public final class Shop {

    private final Outbox outbox;
    private final Executor background;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> customers = ConcurrentHashMap.newKeySet();
    private final Map<String, String> codes = new ConcurrentHashMap<>();

    public Shop(Outbox outbox, Executor background) {
        this.outbox = outbox;
        this.background = background;
    }

    /** Takes an order, and returns when its confirmation is on the way. */
    public void order(String number, String customer) {
        outbox.send(Mail.confirming(number, customer));
        customers.add(customer);
    }

    /**
     * Mails a code to a customer, in the background. Nobody learns from the answer who is a customer and who is not.
     */
    public void requestCode(String customer) {
        if (customers.contains(customer)) {
            String code = "%06d".formatted(random.nextInt(1_000_000));
            codes.put(customer, code);
            background.execute(() -> outbox.send(Mail.bringing(code, customer)));
        }
    }

    /** Whether this is the code that the customer was sent. It is good for one time. */
    public boolean signIn(String customer, String code) {
        return codes.remove(customer, code);
    }
}
