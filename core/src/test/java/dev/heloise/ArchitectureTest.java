package dev.heloise;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of the house: server, protocol, script, mailbox, each of which knows only those after it. */
class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.heloise");

    @Test
    void arrowsRunDownwardsOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("server")
                .definedBy("dev.heloise")
                .layer("protocol")
                .definedBy("dev.heloise.smtp")
                .layer("script")
                .definedBy("dev.heloise.script")
                .layer("mailbox")
                .definedBy("dev.heloise.mailbox")
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("protocol")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("script")
                .mayOnlyBeAccessedByLayers("server", "protocol")
                .whereLayer("mailbox")
                .mayOnlyBeAccessedByLayers("server", "protocol", "script")
                .check(CORE);
    }

    @Test
    void theProtocolHasNoSocketNoThreadAndNoClock() {
        noClasses()
                .that(resideInAPackage("dev.heloise.smtp"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net", "javax.net..", "java.util.concurrent..")
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf(
                                        java.net.InetSocketAddress.class, java.net.InetAddress.class))))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(CORE);
    }

    @Test
    void onlyTheJdkAndMime4jAreNeeded() {
        classes()
                .that(resideInAPackage("dev.heloise.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.heloise..", "java..", "javax..", "org.apache.james.mime4j..", "org.jspecify.."))
                .check(CORE);
    }
}
