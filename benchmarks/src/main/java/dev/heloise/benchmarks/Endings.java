package dev.heloise.benchmarks;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Closes what one invocation has opened, outside of what is measured. */
@State(Scope.Thread)
public class Endings {

    Peer.@Nullable Running server;

    @Nullable
    Socket client;

    /** Each invocation takes long enough (some 100 µs) for this level to be without harm. */
    @TearDown(Level.Invocation)
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
