package dev.seq4j.apps.device;

import java.util.List;

/** A driver that reports what a test wants, and nothing that comes after its first failure. */
final class FakeDriver implements CudaDriver {

  String platform = "linux-x86_64";
  LinkageError driverMissing;
  LinkageError runtimeMissing;
  LinkageError blasMissing;
  int version = 12_020;
  CudaDriverException failure;
  RuntimeException crash;
  List<Card> cards = List.of(card("NVIDIA A100", 8, 0));
  String libraryAskedFor;
  boolean onFirstCardOnly;

  static Card card(String name, int major, int minor) {
    return new Card(name, major, minor, 42_505_273_344L);
  }

  @Override
  public String platform() {
    return platform;
  }

  @Override
  public void loadDriver(String library) {
    libraryAskedFor = library;
    throwIfSet(driverMissing);
  }

  @Override
  public void loadRuntime() {
    throwIfSet(runtimeMissing);
  }

  @Override
  public void loadBlas() {
    throwIfSet(blasMissing);
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public List<Card> cards() throws CudaDriverException {
    if (crash != null) {
      throw crash;
    }
    if (failure != null) {
      throw failure;
    }
    return cards;
  }

  @Override
  public void useFirstCardOnly() {
    onFirstCardOnly = true;
  }

  private static void throwIfSet(LinkageError e) {
    if (e != null) {
      throw e;
    }
  }
}
