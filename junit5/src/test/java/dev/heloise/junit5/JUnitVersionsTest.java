package dev.heloise.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.engine.JupiterTestEngine;

/** Guards the build: each run of this module's tests really is on the JUnit that it is named after. */
@EnabledIfSystemProperty(named = "junit.version", matches = ".+", disabledReason = "only the build names a version")
class JUnitVersionsTest {

    @Test
    void runsOnTheNamedVersion() {
        assertThat(new JupiterTestEngine().getVersion()).hasValue(System.getProperty("junit.version"));
    }
}
