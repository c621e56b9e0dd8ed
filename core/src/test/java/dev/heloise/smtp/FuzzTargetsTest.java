package dev.heloise.smtp;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives Jazzer's targets the inputs that are kept for them, and some that are made of these. To look for new ones:
 * {@code ./mvnw -pl core -Pfuzz test-compile exec:exec -Dfuzz.target=Sasl}; what it finds belongs into the folder of
 * the target.
 */
class FuzzTargetsTest {

    private static final long SEED = 20_261_124;
    private static final int MUTATIONS = 3_000;

    static final List<Target> TARGETS = List.of(
            new Target("LineReader", LineReaderFuzzer::fuzzerTestOneInput),
            new Target("Arguments", ArgumentsFuzzer::fuzzerTestOneInput),
            new Target("Sasl", SaslFuzzer::fuzzerTestOneInput),
            new Target("Chunks", ChunksFuzzer::fuzzerTestOneInput));

    /** What is fuzzed; the inputs are in the folder of that name. */
    record Target(String name, Run run) {

        List<Path> inputs() throws IOException, URISyntaxException {
            Path folder =
                    Path.of(FuzzTargetsTest.class.getResource("/fuzz/" + name).toURI());
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted().toList();
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    interface Run {
        void with(byte[] input) throws IOException;
    }

    /** One file of a target. */
    record Kept(Target target, Path file) {

        @Override
        public String toString() {
            return target + " " + file.getFileName();
        }
    }

    static List<Kept> kept() throws IOException, URISyntaxException {
        List<Kept> all = new ArrayList<>();
        for (Target target : TARGETS) {
            target.inputs().forEach(file -> all.add(new Kept(target, file)));
        }
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kept")
    void whatIsKeptGoesWell(Kept kept) throws IOException {
        kept.target().run().with(Files.readAllBytes(kept.file()));
    }

    @ParameterizedTest
    @FieldSource("TARGETS")
    void soDoesWhatIsMadeOfIt(Target target) throws IOException, URISyntaxException {
        List<byte[]> inputs = new ArrayList<>();
        for (Path file : target.inputs()) {
            inputs.add(Files.readAllBytes(file));
        }
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutated(inputs, new Random(SEED + i));
            try {
                target.run().with(mutated);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("seed " + (SEED + i) + ": " + Arrays.toString(mutated), e);
            }
        }
    }

    private static byte[] mutated(List<byte[]> inputs, Random random) {
        byte[] one = inputs.get(random.nextInt(inputs.size()));
        byte[] other = inputs.get(random.nextInt(inputs.size()));
        int cut = random.nextInt(one.length + 1);
        int from = random.nextInt(other.length + 1);
        byte[] spliced = Arrays.copyOf(one, cut + other.length - from);
        System.arraycopy(other, from, spliced, cut, other.length - from);
        for (int i = random.nextInt(4); i > 0 && spliced.length > 0; i--) {
            spliced[random.nextInt(spliced.length)] = (byte) random.nextInt(256);
        }
        return spliced;
    }
}
