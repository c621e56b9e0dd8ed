package dev.heloise.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes the options that the command line leaves out from the environment: {@code HELOISE_} and the option's name. */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final String PREFIX = "HELOISE_";

    /** What Kubernetes sets in each container for a service with the name heloise. */
    private static final Pattern SERVICE = Pattern.compile(
            "HELOISE_(?:SERVICE_(?:HOST|PORT)|PORT_[0-9]+_(?:TCP|UDP)).*|HELOISE_PORT=(?:tcp|udp)://.*");

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

    /** The variables that look like options and are none, as misspelt ones do. */
    List<String> unknown(CommandSpec command) {
        Set<String> known =
                command.options().stream().map(EnvironmentDefaults::variable).collect(Collectors.toSet());
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(PREFIX) && !known.contains(variable.getKey()))
                .filter(variable -> !variable.getValue().isEmpty()
                        && !SERVICE.matcher(variable.toString()).matches())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    static String variable(OptionSpec option) {
        String name = option.longestName().replaceFirst("^--(?:no-)?", "");
        return PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
