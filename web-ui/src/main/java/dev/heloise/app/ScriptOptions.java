package dev.heloise.app;

import dev.heloise.FakeSmtpServer;
import dev.heloise.Profile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the server behaves: as which kind of server, and what else it is to answer. */
final class ScriptOptions {

    @Option(names = "--profile", paramLabel = "KIND", description = "Kind of server to be: ${COMPLETION-CANDIDATES}")
    private @Nullable Profile profile;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules in JSON, as GET /api/rules gives them: what to answer where something else than a 250"
                    + " is wanted")
    private @Nullable Path rules;

    void applyTo(FakeSmtpServer.Builder server) {
        if (profile != null) {
            server.profile(profile);
        }
    }

    /** The file is read before the server starts, so that a bad one starts nothing. */
    RuleList rules() {
        return rules == null ? RuleList.NONE : RuleList.of(rules);
    }
}
