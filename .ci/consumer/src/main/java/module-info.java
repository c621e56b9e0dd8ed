module shop {
    requires dev.heloise.assertj;
    requires dev.heloise.junit5;
    requires org.junit.jupiter.api;
}
