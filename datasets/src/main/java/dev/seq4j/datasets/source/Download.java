package dev.seq4j.datasets.source;

import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Brings a file from a server into its place, whole or not at all.
 *
 * <p>What has come is kept beside the place as {@code FILE.part}, and the next try, or the next
 * run, goes on from there, if the server still has the same version of the file ({@code If-Range}).
 * Length and MD5 are checked where they are known. Whoever wants a file that another thread or
 * process is downloading waits for it.
 */
public final class Download {

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private final DownloadOptions options;
  private final HttpClient client;

  /**
   * @param options time-outs and tries
   */
  public Download(DownloadOptions options) {
    this.options = options;
    this.client =
        HttpClient.newBuilder()
            // One file at a time gains nothing from HTTP/2, and some servers mishandle the upgrade.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(options.connectTimeout())
            // Followed here, so that their number is limited and each is checked.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Downloads a file, unless it is there. Missing parent folders are made.
   *
   * @param remote what to download
   * @param file where to put it
   * @param progress is told the bytes that are there; while another process downloads the file,
   *     those that the other has
   * @throws DownloadException if the server cannot be reached, refuses, or sends something else
   * @throws InvalidInputException if the file cannot be written
   * @throws CancellationException if the thread is interrupted; what has come is kept
   */
  public void fetch(RemoteFile remote, Path file, Progress progress) {
    if (Files.exists(file)) {
      return;
    }
    try {
      Optional<PartFile> owned = PartFile.open(file, progress);
      if (owned.isPresent()) {
        try (PartFile part = owned.get()) {
          fetch(remote, part, progress);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException(remote.uri().getHost() + ": download interrupted");
    }
  }

  private void fetch(RemoteFile remote, PartFile part, Progress progress)
      throws InterruptedException {
    Duration pause = options.pause();
    for (int tries = 1; ; tries++) {
      long before = part.length();
      try {
        transfer(remote, part, progress);
        requireWhole(remote, part, before > 0);
        part.moveIntoPlace();
        return;
      } catch (Failure e) {
        boolean neverReached = e.unreachable && tries == 1;
        if (neverReached || e.last || tries == options.tries()) {
          String given = tries == 1 ? "" : ", given up after " + tries + " tries";
          throw new DownloadException(remote.uri().getHost() + ": " + e.getMessage() + given, e);
        }
        Thread.sleep(pause.toMillis());
        pause = pause.multipliedBy(2);
      }
    }
  }

  /** Asks for the file, or for the rest of it, and writes what comes. */
  private void transfer(RemoteFile remote, PartFile part, Progress progress)
      throws Failure, InterruptedException {
    // Without a version or an MD5 nobody could tell whether two halves belong together.
    boolean resumable = part.version().isPresent() || remote.md5().isPresent();
    long most = remote.bytes().orElse(Long.MAX_VALUE);
    if (part.length() > 0 && (!resumable || part.length() > most)) {
      part.restart(Optional.empty());
    }
    if (part.length() == most) {
      return;
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = ask(remote.uri(), part);
    try (ByteStream body = new ByteStream(answer.body(), options.stallTimeout())) {
      requireNoPage(remote, answer);
      OptionalLong total = begin(answer, part);
      if (remote.bytes().isPresent() && total.isPresent() && total.getAsLong() != most) {
        part.restart(Optional.empty());
        throw Failure.last(wrongLength(total.getAsLong(), most));
      }
      receive(body, part, total, progress);
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> ask(URI uri, PartFile part)
      throws Failure, InterruptedException {
    URI place = uri;
    for (int redirects = 0; ; redirects++) {
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = askOnce(place, part);
      int status = answer.statusCode();
      if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308) {
        return answer;
      }
      new ByteStream(answer.body(), options.stallTimeout()).close();
      if (redirects == options.redirects()) {
        throw Failure.last("redirected more than " + redirects + " times");
      }
      place = redirect(place, answer.headers().firstValue("Location"));
    }
  }

  /** Where a redirect leads: an http or https address, and never from https down to http. */
  static URI redirect(URI from, Optional<String> location) throws Failure {
    try {
      URI to = from.resolve(location.orElse(""));
      RemoteFile.requireHttp(to);
      boolean down =
          from.getScheme().equalsIgnoreCase("https") && to.getScheme().equalsIgnoreCase("http");
      if (location.isPresent() && !down) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      throw new Failure("redirected to an address that cannot be used", e, true, false);
    }
    throw Failure.last(
        location
            .map(to -> "redirected to the insecure " + Excerpt.of(to))
            .orElse("redirected nowhere"));
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> askOnce(URI uri, PartFile part)
      throws Failure, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(options.stallTimeout()).header("User-Agent", "seq4j");
    if (part.length() > 0) {
      request.header("Range", "bytes=" + part.length() + "-");
      part.version().ifPresent(version -> request.header("If-Range", version));
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofPublisher());
    } catch (IOException e) {
      throw networkFailure(e, "");
    }
  }

  /** Makes the part ready for what the server is about to send; returns the whole file's length. */
  private OptionalLong begin(HttpResponse<?> answer, PartFile part) throws Failure {
    switch (answer.statusCode()) {
      case 200 -> {
        part.restart(version(answer));
        return answer.headers().firstValueAsLong("Content-Length");
      }
      case 206 -> {
        Matcher range =
            CONTENT_RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
        Optional<String> sent = version(answer);
        boolean sameVersion =
            sent.isEmpty() || part.version().isEmpty() || sent.equals(part.version());
        if (!range.matches() || Long.parseLong(range.group(1)) != part.length() || !sameVersion) {
          part.restart(Optional.empty());
          throw Failure.passing("sent another part than asked for");
        }
        return range.group(2).equals("*")
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(range.group(2)));
      }
      case 416 -> {
        part.restart(Optional.empty());
        throw Failure.passing("answered 416, it has less than has come before");
      }
      default -> throw refused(answer);
    }
  }

  /** Log-in pages of networks, and pages for robots, come with status 200. */
  private static void requireNoPage(RemoteFile remote, HttpResponse<?> answer) throws Failure {
    String type = answer.headers().firstValue("Content-Type").orElse("");
    boolean page = type.toLowerCase(Locale.ROOT).startsWith("text/html");
    if (answer.statusCode() == 200 && page && !remote.fileName().contains(".htm")) {
      throw Failure.last("sent a web page instead of " + remote.fileName());
    }
  }

  private void receive(ByteStream body, PartFile part, OptionalLong total, Progress progress)
      throws Failure, InterruptedException {
    progress.advanced(part.length(), total.orElse(-1));
    try {
      for (List<ByteBuffer> piece = body.next(); !piece.isEmpty(); piece = body.next()) {
        part.append(piece);
        progress.advanced(part.length(), total.orElse(-1));
      }
    } catch (IOException e) {
      throw networkFailure(e, " after " + received(part, total));
    }
    if (total.isPresent() && part.length() != total.getAsLong()) {
      throw Failure.passing("connection ended after " + received(part, total));
    }
  }

  private static void requireWhole(RemoteFile remote, PartFile part, boolean resumed)
      throws Failure {
    String problem = null;
    if (remote.bytes().isPresent() && part.length() != remote.bytes().getAsLong()) {
      problem = wrongLength(part.length(), remote.bytes().getAsLong());
    } else if (remote.md5().isPresent()) {
      String md5 = part.md5();
      if (!md5.equals(remote.md5().get())) {
        problem = "sent a file with MD5 " + md5 + ", " + remote.md5().get() + " was expected";
      }
    }
    if (problem != null) {
      part.restart(Optional.empty());
      // A file put together from two downloads deserves another try in one piece.
      throw resumed ? Failure.passing(problem) : Failure.last(problem);
    }
  }

  private Failure networkFailure(IOException e, String when) {
    if (e instanceof HttpConnectTimeoutException) {
      return Failure.unreachable("no connection within " + seconds(options.connectTimeout()), e);
    }
    if (e instanceof HttpTimeoutException) {
      String what = when.isEmpty() ? "no answer" : "connection stalled" + when + ", nothing";
      return new Failure(what + " within " + seconds(options.stallTimeout()), e, false, false);
    }
    if (e instanceof ConnectException) {
      boolean unknown =
          Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
              .anyMatch(cause -> cause instanceof UnresolvedAddressException);
      String why = unknown ? "host not found" : "refused or no network";
      return Failure.unreachable("no connection, " + why, e);
    }
    if (e instanceof SSLException) {
      String why = Excerpt.of(String.valueOf(e.getMessage()));
      return new Failure("no secure connection (" + why + ")", e, true, false);
    }
    return new Failure(
        "connection broke off" + (when.isEmpty() ? " before an answer" : when), e, false, false);
  }

  private static Failure refused(HttpResponse<?> answer) {
    int status = answer.statusCode();
    String meaning =
        switch (status) {
          case 401, 403 -> "access refused";
          case 404, 410 -> "no such file";
          case 408 -> "it timed out";
          case 429 -> "too many requests";
          default -> status >= 500 ? "server error" : "unexpected";
        };
    String message = "answered " + status + ", " + meaning + ": " + answer.uri();
    boolean passing = status >= 500 || status == 408 || status == 429;
    return passing ? Failure.passing(message) : Failure.last(message);
  }

  /** What If-Range accepts: a strong entity tag, or else the date of the last change. */
  private static Optional<String> version(HttpResponse<?> answer) {
    Optional<String> tag =
        answer.headers().firstValue("ETag").filter(value -> !value.startsWith("W/"));
    return tag.isPresent() ? tag : answer.headers().firstValue("Last-Modified");
  }

  private static String wrongLength(long bytes, long expected) {
    return "has a file of " + count(bytes) + ", " + count(expected) + " were expected";
  }

  private static String received(PartFile part, OptionalLong total) {
    String all = total.isPresent() ? String.format(Locale.ROOT, " of %,d", total.getAsLong()) : "";
    return String.format(Locale.ROOT, "%,d%s bytes", part.length(), all);
  }

  private static String count(long bytes) {
    return String.format(Locale.ROOT, "%,d bytes", bytes);
  }

  private static String seconds(Duration time) {
    return time.toMillis() / 1000.0 + " s";
  }

  /** Why one try failed, and whether another makes sense. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean last;
    private final boolean unreachable;

    private Failure(String message, Throwable cause, boolean last, boolean unreachable) {
      super(message, cause);
      this.last = last;
      this.unreachable = unreachable;
    }

    /** Another try would end the same way. */
    static Failure last(String message) {
      return new Failure(message, null, true, false);
    }

    /** Another try may succeed. */
    static Failure passing(String message) {
      return new Failure(message, null, false, false);
    }

    /** Nobody is there; another try makes sense only if somebody was there before. */
    static Failure unreachable(String message, Throwable cause) {
      return new Failure(message, cause, false, true);
    }
  }
}
