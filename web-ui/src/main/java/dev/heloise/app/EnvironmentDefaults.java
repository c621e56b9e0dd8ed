package dev.heloise.app;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes the options that the command line leaves out from the environment: {@code HELOISE_} and the option's name. */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String value = environment.get(variable(option));
        // Compose files and shells set what is not set to nothing.
        return value == null || value.isEmpty() ? null : value;
    }

    static String variable(OptionSpec option) {
        String name = option.longestName().replaceFirst("^--(?:no-)?", "");
        return "HELOISE_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
