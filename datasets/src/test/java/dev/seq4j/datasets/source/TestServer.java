package dev.seq4j.datasets.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that answers each request as the test says, well or badly. */
final class TestServer implements AutoCloseable {

  /** Answers one request. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange, int number) throws IOException, InterruptedException;
  }

  /** What was asked: the headers that matter here, empty if they were not sent. */
  record Request(String path, String range, String ifRange) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  TestServer(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              new Request(
                  exchange.getRequestURI().getPath(),
                  header(exchange, "Range"),
                  header(exchange, "If-Range")));
          try (exchange) {
            answer.to(exchange, requests.size());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  String address(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  RemoteFile file() {
    return RemoteFile.changing(address("/file.bin"));
  }

  RemoteFile file(long bytes, String md5) {
    return RemoteFile.fixed(address("/file.bin"), bytes, md5);
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** The whole file, or what its Range asks for, of the version given. */
  static void serve(HttpExchange exchange, byte[] content, String tag) throws IOException {
    String range = header(exchange, "Range");
    String ifRange = header(exchange, "If-Range");
    boolean whole = range.isEmpty() || !ifRange.isEmpty() && !ifRange.equals(tag);
    serve(exchange, content, tag, whole ? OptionalLong.empty() : OptionalLong.of(start(range)));
  }

  static long start(String range) {
    return Long.parseLong(range.replaceAll("bytes=(\\d+)-", "$1"));
  }

  /** The file from a byte on. */
  static void serve(HttpExchange exchange, byte[] content, String tag, OptionalLong from)
      throws IOException {
    send(exchange, content, tag, from, content.length);
  }

  /** The beginning of the whole file; then the connection breaks off. */
  static void breakOff(HttpExchange exchange, byte[] content, String tag, int to)
      throws IOException {
    String range = header(exchange, "Range");
    send(
        exchange,
        content,
        tag,
        range.isEmpty() ? OptionalLong.empty() : OptionalLong.of(start(range)),
        to);
  }

  private static void send(
      HttpExchange exchange, byte[] content, String tag, OptionalLong from, int to)
      throws IOException {
    if (!tag.isEmpty()) {
      exchange.getResponseHeaders().set("ETag", tag);
    }
    int start = (int) from.orElse(0);
    if (from.isPresent()) {
      String range = "bytes " + start + "-" + (content.length - 1) + "/" + content.length;
      exchange.getResponseHeaders().set("Content-Range", range);
    }
    exchange.sendResponseHeaders(from.isPresent() ? 206 : 200, content.length - start);
    OutputStream body = exchange.getResponseBody();
    body.write(content, start, to - start);
    body.flush();
  }

  static void status(HttpExchange exchange, int status, Map<String, String> headers)
      throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, -1);
  }
}
