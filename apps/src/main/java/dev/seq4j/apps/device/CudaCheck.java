package dev.seq4j.apps.device;

import dev.seq4j.core.InvalidInputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Judges whether ND4J's CUDA backend can run here, from the driver's library up to the card, and
 * says in one line what is missing.
 */
final class CudaCheck {

  /** The environment variable by which CUDA shows a program only some of the cards. */
  static final String VISIBLE_DEVICES = "CUDA_VISIBLE_DEVICES";

  /** The version of CUDA that the backend is built with. */
  static final String CUDA = "11.6";

  /** Where the backend has binaries; JavaCPP's names of the jars on Maven Central. */
  private static final List<String> PLATFORMS = List.of("linux-x86_64", "windows-x86_64");

  /** What is built with CUDA 11.x runs on every driver that supports CUDA 11.0 or later. */
  private static final int OLDEST_DRIVER = 11_000;

  private static final String INSTALL_DRIVER =
      "install one, at least 450.80.02 on Linux or 452.39 on Windows";

  private static final Pattern MISSING_FILE =
      Pattern.compile("[^/\\s:]+: cannot open shared object file.*");

  private final CudaDriver driver;
  private final String visibleDevices;

  /**
   * @param driver tells what is there
   * @param visibleDevices the value of {@link #VISIBLE_DEVICES}, or null if it is not set
   */
  CudaCheck(CudaDriver driver, String visibleDevices) {
    this.driver = driver;
    this.visibleDevices = visibleDevices;
  }

  /**
   * @return the first card
   * @throws InvalidInputException if ND4J cannot start here; the message says why in one line
   */
  Device device() {
    try {
      requirePlatform();
      requireDriver();
      requireRuntime(driver::loadRuntime);
      requireVersion();
      List<Card> cards = cards();
      requireUsable(cards);
      requireRuntime(driver::loadBlas);
      return first(cards);
    } catch (InvalidInputException e) {
      throw e;
    } catch (CudaDriverException | LinkageError | RuntimeException e) {
      throw unusable("the NVIDIA driver fails, " + reason(e), e);
    }
  }

  private void requirePlatform() {
    String platform = driver.platform();
    if (!PLATFORMS.contains(platform)) {
      throw unusable(
          "ND4J has no CUDA binaries for "
              + platform
              + ", only for "
              + String.join(" and ", PLATFORMS));
    }
  }

  private void requireDriver() {
    String library = driver.platform().startsWith("windows") ? "nvcuda.dll" : "libcuda.so.1";
    try {
      driver.loadDriver(library);
    } catch (LinkageError e) {
      String reason = reason(e);
      String missing = reason.contains(library) ? reason : library + ": " + reason;
      throw unusable("no NVIDIA driver, " + missing, INSTALL_DRIVER, e);
    }
  }

  private static void requireRuntime(Runnable load) {
    try {
      load.run();
    } catch (LinkageError e) {
      throw unusable(
          "no CUDA 11 runtime, " + reason(e),
          "add org.bytedeco:cuda-platform-redist or install CUDA " + CUDA,
          e);
    }
  }

  private void requireVersion() throws CudaDriverException {
    int version = driver.version();
    if (version < OLDEST_DRIVER) {
      throw unusable(
          "the NVIDIA driver is too old, it supports CUDA "
              + text(version)
              + ", needed is "
              + text(OLDEST_DRIVER)
              + " or later",
          INSTALL_DRIVER,
          null);
    }
  }

  private List<Card> cards() throws CudaDriverException {
    List<Card> cards;
    try {
      cards = driver.cards();
    } catch (CudaDriverException e) {
      if (e.code() != CudaDriverException.NO_DEVICE) {
        throw e;
      }
      cards = List.of();
    }
    if (cards.isEmpty()) {
      String hidden =
          visibleDevices == null ? "" : ", " + VISIBLE_DEVICES + " = \"" + visibleDevices + "\"";
      throw unusable(
          "the NVIDIA driver, of CUDA " + text(driver.version()) + ", shows no card" + hidden);
    }
    return cards;
  }

  private static void requireUsable(List<Card> cards) {
    List<Integer> good =
        IntStream.range(0, cards.size()).filter(i -> cards.get(i).usable()).boxed().toList();
    if (good.size() == cards.size()) {
      return;
    }
    String bad =
        IntStream.range(0, cards.size())
            .filter(i -> !good.contains(i))
            .mapToObj(i -> complaint(i, cards))
            .collect(Collectors.joining(", "));
    String found = bad + "; ND4J's kernels run on " + Card.CAPABILITIES;
    if (good.isEmpty()) {
      throw unusable(found);
    }
    String shown = good.stream().map(i -> "card " + i).collect(Collectors.joining(" and "));
    throw unusable(
        found + " and start only if all visible cards can run them",
        "set " + VISIBLE_DEVICES + " so that it shows only " + shown,
        null);
  }

  private static String complaint(int i, List<Card> cards) {
    Card card = cards.get(i);
    return (cards.size() == 1 ? card.name() : "card " + i + " (" + card.name() + ")")
        + " is too "
        + (card.tooNew() ? "new" : "old")
        + ", compute capability "
        + card.capability();
  }

  private Device first(List<Card> cards) {
    String description = cards.get(0).description() + ", CUDA " + CUDA;
    if (cards.size() > 1) {
      driver.useFirstCardOnly();
      description += ", first of " + cards.size() + " cards";
    }
    return new Device(Backend.CUDA, description);
  }

  private static String text(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  /** The first line of the innermost cause, without the path of the library that misses a file. */
  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? "" : root.getMessage();
    String line = message.lines().findFirst().orElse(root.getClass().getSimpleName());
    Matcher file = MISSING_FILE.matcher(line);
    return file.find() ? file.group() : line;
  }

  private static InvalidInputException unusable(String found) {
    return new InvalidInputException("CUDA: " + found + "; leave out -Pcuda to run on the CPU");
  }

  private static InvalidInputException unusable(String found, Throwable cause) {
    return new InvalidInputException(unusable(found).getMessage(), cause);
  }

  private static InvalidInputException unusable(String found, String remedy, Throwable cause) {
    return new InvalidInputException(
        "CUDA: " + found + "; " + remedy + ", or leave out -Pcuda to run on the CPU", cause);
  }
}
