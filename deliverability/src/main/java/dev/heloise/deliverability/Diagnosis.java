package dev.heloise.deliverability;

/**
 * What broke a signature, as far as it can be known.
 *
 * @param rule the rule of the finding that says so
 * @param place the first line or field that differs, in words
 * @param advice what a mail administrator would do about it
 */
record Diagnosis(String rule, String place, String advice) {}
