package dev.seq4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildTest {

  @Test
  void knowsTheVersionThatMavenBuilt() {
    assertThat(Build.current().version()).matches("\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9.-]+)?");
  }

  @Test
  void knowsTheRevisionOrSaysThatItDoesNot() {
    assertThat(Build.current().revision()).matches("[0-9a-f]{7,40}(-dirty)?|unknown");
  }

  @Test
  void isReadOnce() {
    assertThat(Build.current()).isSameAs(Build.current());
  }
}
