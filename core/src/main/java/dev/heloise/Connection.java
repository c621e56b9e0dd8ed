package dev.heloise;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.heloise.mailbox.SessionRecorder;
import dev.heloise.mailbox.SmtpSession.End;
import dev.heloise.mailbox.TlsInfo;
import dev.heloise.script.Effect;
import dev.heloise.script.Reply;
import dev.heloise.script.SmtpExtension;
import dev.heloise.smtp.Chunk;
import dev.heloise.smtp.ChunkReader;
import dev.heloise.smtp.ContentReader;
import dev.heloise.smtp.Dialogue;
import dev.heloise.smtp.Input;
import dev.heloise.smtp.Line;
import dev.heloise.smtp.LineReader;
import dev.heloise.smtp.ProxyHeader;
import dev.heloise.smtp.ReadContent;
import dev.heloise.smtp.Service;
import dev.heloise.smtp.Timeouts;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Carries one dialogue over one socket. All of it runs on the connection's own thread, except {@link #expire},
 * {@link #stop} and {@link #close}.
 */
final class Connection implements Runnable {

    private final Socket socket;
    private final Port port;
    private final Service service;
    private final SessionRecorder session;
    private final boolean overloaded;
    private final Dialogue dialogue;
    private final Wire wire;
    private final Ear ear;
    private final Input input;
    private final LineReader lines;
    private final ContentReader contents;
    private final ChunkReader chunks;
    private final SharedRoom room;
    private final long begin = System.nanoTime();

    private @Nullable Tls tls;
    /** Whether a rule has it that the client gets no word of farewell, also not the one that TLS has. */
    private boolean brokenOff;

    private volatile boolean awaitsHandshake;
    private volatile @Nullable End stop;

    /**
     * A connection that has been accepted.
     *
     * @param room what its messages may take of the memory
     * @param overloaded whether there are too many connections already, which is all that this one will hear
     */
    Connection(Socket socket, Port port, SessionRecorder session, SharedRoom room, boolean overloaded)
            throws IOException {
        this.socket = socket;
        this.port = port;
        this.service = port.service();
        this.session = session;
        this.overloaded = overloaded;
        this.dialogue = new Dialogue(service, session);
        this.wire = new Wire(socket.getOutputStream(), session.clock());
        this.ear = new Ear(socket.getInputStream());
        this.input = new Input(ear, wire);
        this.lines = new LineReader(input);
        this.contents = new ContentReader(input, room);
        this.chunks = new ChunkReader(input, room);
        this.room = room;
    }

    @Override
    public void run() {
        try (socket) {
            serve();
        } catch (IOException e) {
            session.event("the connection broke: " + e.getMessage());
        } finally {
            room.release();
            dialogue.lost(stop == null ? End.CLIENT_CLOSED : stop);
            dialogue.over(0);
        }
    }

    private void serve() throws IOException {
        try {
            converse();
        } catch (OutOfMemoryError e) {
            failed("there was not enough memory to go on: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            failed("the session failed: " + e);
            throw e;
        }
    }

    private void failed(String why) {
        stop = End.SERVER_CLOSED;
        session.event(why);
        try {
            dialogue.failed().ifPresent(this::say);
            dialogue.over(0);
            wire.flush();
        } catch (IOException | RuntimeException | Error e) {
            // The client does not hear of it, then: what has failed once may well fail again.
        }
    }

    private void converse() throws IOException {
        if (overloaded && port.implicitTls()) {
            // It would take a handshake to say why.
            session.event("closed without a greeting: there are too many connections");
            stop = End.SERVER_CLOSED;
            return;
        }
        if (port.proxied() && !overloaded) {
            readProxyHeader();
        }
        if (dialogue.next() == Dialogue.Next.NOTHING) {
            session.event("closed without a greeting");
        } else if (port.implicitTls()) {
            secure();
        } else if (ear.available() > 0) {
            dialogue.spokeEarly();
        }
        if (dialogue.next() != Dialogue.Next.NOTHING) {
            send(overloaded ? dialogue.overloaded() : dialogue.greeting());
        }
        while (dialogue.next() != Dialogue.Next.NOTHING) {
            exchange();
        }
        // Before the last word is sent: who has heard it can read how the session ended.
        dialogue.over(input.discard());
        wire.flush();
        if (tls != null && !brokenOff) {
            tls.close();
        }
        linger();
    }

    private void exchange() throws IOException {
        Optional<Reply> reply = switch (dialogue.next()) {
            case LINE -> {
                Line line = lines.read(dialogue.lineLimit());
                dialogue.followed(input.hasBuffered());
                yield dialogue.line(line);
            }
            case CONTENT -> {
                ear.beginMessage();
                ReadContent content = contents.read(service.limits(), dialogue.declaredSize());
                ear.endMessage();
                dialogue.followed(input.hasBuffered());
                yield dialogue.content(content);
            }
            case CHUNK -> {
                ear.beginMessage();
                Chunk chunk = chunks.read(dialogue.chunkSize(), dialogue.chunkRoom());
                ear.endMessage();
                yield dialogue.chunk(chunk);
            }
            case REPLY -> Optional.of(dialogue.reply());
            case HANDSHAKE -> {
                wire.flush();
                secure();
                yield Optional.empty();
            }
            // It has gone, or someone else has closed our ear.
            case FAREWELL -> dialogue.farewell(stop == null ? End.CLIENT_CLOSED : stop);
            case NOTHING -> Optional.empty();
        };
        if (!dialogue.holdsChunks()) {
            // What was received is the mailbox's by now.
            room.release();
        }
        if (reply.isPresent()) {
            send(reply.get());
        }
    }

    private void readProxyHeader() throws IOException {
        try {
            ProxyHeader.read(ear).ifPresent(dialogue::speaksFor);
        } catch (ProxyHeader.Malformed e) {
            dialogue.noProxy(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Before the client hears 220, all that has come behind STARTTLS is in clear. It is discarded, decided by when it
     * came and by nothing that it says: nobody knows who has said it.
     */
    private void discardInjected() throws IOException {
        if (dialogue.next() == Dialogue.Next.HANDSHAKE) {
            int injected = input.discard() + ear.discard();
            if (injected > 0) {
                dialogue.injected(injected);
            }
        }
    }

    /** Secures the connection, or ends the dialogue. */
    private void secure() throws IOException {
        TlsSettings settings = port.tls().orElseThrow();
        Tls attempt = new Tls(settings.engine(), ear, wire);
        awaitsHandshake = true;
        Tls.Beginning beginning = attempt.beginning();
        awaitsHandshake = false;
        boolean silent = beginning == Tls.Beginning.NONE && stop == End.TIMED_OUT;
        if (port.implicitTls() && (silent || beginning == Tls.Beginning.OTHER)) {
            send(dialogue.notTls(attempt.unread()));
        } else if (port.implicitTls() && beginning == Tls.Beginning.NONE && stop == null) {
            dialogue.handshakeFailed(
                    "the client said nothing and left; one that waits here for a greeting in clear does so",
                    End.CLIENT_CLOSED);
        } else if (settings.fault().filter(Sabotage::spoils).isPresent()) {
            session.event("fault: " + settings.fault().get());
            dialogue.lost(End.DROPPED_BY_RULE);
            Sabotage.carryOut(settings.fault().get(), socket, ear);
        } else {
            handshake(attempt);
        }
    }

    private void handshake(Tls attempt) throws IOException {
        try {
            TlsInfo agreed = attempt.handshake();
            tls = attempt;
            input.continueOn(attempt.input());
            wire.continueOn(attempt.output());
            dialogue.secured(agreed);
        } catch (SSLException | EOFException e) {
            dialogue.handshakeFailed(String.valueOf(e.getMessage()), stop == null ? End.CLIENT_CLOSED : stop);
        }
    }

    private void send(Reply reply) throws IOException {
        Effect effect = reply.effect();
        if (effect.isNone()) {
            discardInjected();
            say(reply);
        } else {
            carryOut(effect, reply.bytes(service.offers(SmtpExtension.ENHANCEDSTATUSCODES)));
        }
    }

    private void say(Reply reply) {
        byte[] bytes = reply.bytes(service.offers(SmtpExtension.ENHANCEDSTATUSCODES));
        // Written down before it is sent: who has heard it can read it.
        session.reply(bytes);
        wire.say(bytes);
    }

    private void carryOut(Effect effect, byte[] reply) throws IOException {
        session.event(effect.toString());
        wire.flush();
        new Pause(session.clock()).take(effect.delay());
        discardInjected();
        byte[] part = effect.part(reply);
        if (part.length > 0) {
            // As with every reply: written down before it is sent.
            session.reply(part);
            wire.say(part, effect.pause());
        }
        carryOut(part.length < reply.length && effect.speaks() ? Effect.Action.DROP : effect.action());
    }

    private void carryOut(Effect.Action action) throws IOException {
        switch (action) {
            case SEND -> {}
            case CLOSE -> dialogue.lost(End.DROPPED_BY_RULE);
            case DROP -> {
                brokenOff = true;
                dialogue.lost(End.DROPPED_BY_RULE);
            }
            case RESET -> {
                brokenOff = true;
                // RST in place of FIN when the socket is closed, which is once readers can see the end.
                socket.setSoLinger(true, 0);
                dialogue.lost(End.DROPPED_BY_RULE);
            }
            case STALL -> {
                input.drain();
                dialogue.lost(stop == null ? End.CLIENT_CLOSED : stop);
            }
            case HALF_CLOSE -> {
                socket.shutdownOutput();
                input.drain();
                dialogue.lost(End.DROPPED_BY_RULE);
            }
        }
    }

    /**
     * Waits a moment for the client to hear the last word: to close a socket with octets unread breaks the connection,
     * and the client may never see the reply (RFC 5321 §3.8 has the client close first).
     */
    private void linger() throws IOException {
        boolean closing = socket.isClosed() || socket.isOutputShutdown() || socket.getSoLinger() == 0;
        if (stop != null || closing || (session.session().end() == End.QUIT && ear.available() == 0)) {
            return;
        }
        socket.shutdownOutput();
        socket.setSoTimeout(Ear.MOMENT_MILLIS);
        ear.hearOut();
    }

    /** Ends the connection if the client is silent, slow or does not listen, or is here for longer than it may. */
    void expire(long now, Timeouts timeouts) {
        // A client with TLS begins to speak; one that is still silent waits for a greeting in clear.
        long handshake = awaitsHandshake ? NANOSECONDS.convert(timeouts.handshake()) : Long.MAX_VALUE;
        long patience = Math.min(NANOSECONDS.convert(timeouts.idle()), handshake);
        if (wire.isStuck(now, timeouts.write())) {
            stop = End.TIMED_OUT;
            close();
        } else if (ear.hasWaited(now, patience)
                || ear.isSlow(now, timeouts.dataRate())
                || now - begin > NANOSECONDS.convert(timeouts.session())) {
            stop(End.TIMED_OUT);
        }
    }

    /** Asks the connection to end: its thread finds that there is nothing more to read, and says why it goes. */
    void stop(End why) {
        if (stop != null) {
            // It is about to say so; to shut down twice fails, and to close now would cut off its last word.
            return;
        }
        stop = why;
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            // It has ended in the meantime, which is all that was asked.
            close();
        }
    }

    /** Closes the socket, whatever its thread is doing. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is gone in any case.
            session.event("closing failed: " + e.getMessage());
        }
    }
}
