package dev.seq4j.datasets.source;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, piece by piece. {@code HttpClient} has no time-out for a body that stops
 * coming; this has.
 */
final class ByteStream implements Flow.Subscriber<List<ByteBuffer>>, Closeable {

  private record Event(List<ByteBuffer> buffers, Throwable failure) {}

  private final Duration stallTimeout;
  // At most one piece is asked for ahead, so this holds at most a piece and the end.
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile Flow.Subscription subscription;

  ByteStream(Flow.Publisher<List<ByteBuffer>> body, Duration stallTimeout) {
    this.stallTimeout = stallTimeout;
    body.subscribe(this);
  }

  /**
   * @return the next piece; empty at the end
   * @throws IOException if the connection breaks, or nothing comes in time
   */
  List<ByteBuffer> next() throws IOException, InterruptedException {
    Event event = events.poll(stallTimeout.toMillis(), TimeUnit.MILLISECONDS);
    if (event == null) {
      throw new HttpTimeoutException("nothing more came");
    }
    if (event.failure != null) {
      throw new IOException(event.failure.getMessage(), event.failure);
    }
    if (!event.buffers.isEmpty()) {
      subscription.request(1);
    }
    return event.buffers;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Event(buffers, null));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(List.of(), failure));
  }

  @Override
  public void onComplete() {
    events.add(new Event(List.of(), null));
  }

  /** Lets the connection go; the rest of the body is not read. */
  @Override
  public void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
