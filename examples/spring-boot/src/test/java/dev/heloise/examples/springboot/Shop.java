package dev.heloise.examples.springboot;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application under test. */
@SpringBootApplication
class Shop {}
