package dev.seq4j.core.sound;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * Sound in files: reads WAV, AIFF and AU with samples of 8, 16, 24 or 32 bits, or of 32 bits with a
 * decimal point, of any rate and number of channels; writes WAV of 16 bits.
 *
 * <p>Of several channels the mean is taken. A whole number n of b bits is the sample n / 2^(b-1).
 */
public final class SoundFile {

  /** How long a sound may be; longer ones are to be cut into pieces. */
  public static final int MOST_SECONDS = 600;

  /** What a header says where the writer did not know how long the sound would be. */
  private static final long ENDLESS_BYTES = 0xFFFFFFFFL;

  private static final int BITS = 16;

  private static final int FRAMES_AT_ONCE = 4096;

  private SoundFile() {}

  /**
   * @param file a sound
   * @return the sound, at the rate it has in the file
   * @throws InvalidInputException if the file cannot be read, is no such sound, is cut short, holds
   *     nothing or too much
   */
  public static Sound read(Path file) {
    FileProblems.requireReadable(file);
    try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
      return read(file, in);
    } catch (UnsupportedAudioFileException e) {
      throw new InvalidInputException(
          file + ": is no sound that can be read, must be WAV, AIFF or AU, not compressed", e);
    } catch (IOException e) {
      throw new InvalidInputException(file + ": is a damaged sound, it cannot be read", e);
    }
  }

  private static Sound read(Path file, AudioInputStream in) throws IOException {
    AudioFormat format = in.getFormat();
    requireReadable(file, format);
    float rate = format.getSampleRate();
    if (!(rate >= Sound.LOWEST_RATE && rate <= Sound.HIGHEST_RATE)) {
      throw new InvalidInputException(
          "%s: has %.0f samples a second, must be in [%d, %d]"
              .formatted(file, rate, Sound.LOWEST_RATE, Sound.HIGHEST_RATE));
    }
    int frameBytes = format.getChannels() * format.getSampleSizeInBits() / 8;
    int most = (int) (MOST_SECONDS * rate);
    byte[] bytes = bytes(in, frameBytes, most + 1L);
    int frames = bytes.length / frameBytes;
    if (frames > most) {
      throw new InvalidInputException(
          "%s: lasts longer than %d seconds; cut it into pieces".formatted(file, MOST_SECONDS));
    }
    if (frames == 0) {
      throw new InvalidInputException(file + ": holds no sound");
    }
    if (frames < in.getFrameLength() && in.getFrameLength() < ENDLESS_BYTES / frameBytes) {
      throw new InvalidInputException(
          "%s: is cut short, it has %,d of %,d samples"
              .formatted(file, frames, in.getFrameLength()));
    }
    try {
      return new Sound(Math.round(rate), mean(bytes, frames, format));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(file + ": " + e.getMessage(), e);
    }
  }

  private static void requireReadable(Path file, AudioFormat format) {
    int bits = format.getSampleSizeInBits();
    AudioFormat.Encoding encoding = format.getEncoding();
    boolean readable =
        encoding.equals(AudioFormat.Encoding.PCM_FLOAT)
            ? bits == Float.SIZE
            : (encoding.equals(AudioFormat.Encoding.PCM_SIGNED)
                    || encoding.equals(AudioFormat.Encoding.PCM_UNSIGNED))
                && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
    if (!readable || format.getChannels() < 1) {
      throw new InvalidInputException(
          "%s: has %s of %d bits, must be PCM of 8, 16, 24 or 32 bits"
              .formatted(file, encoding, bits));
    }
  }

  /** Returns whole frames, at most that many. */
  private static byte[] bytes(AudioInputStream in, int frameBytes, long mostFrames)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[frameBytes * FRAMES_AT_ONCE];
    while (bytes.size() / frameBytes < mostFrames) {
      int read = in.readNBytes(buffer, 0, buffer.length);
      bytes.write(buffer, 0, read - read % frameBytes);
      if (read < buffer.length) {
        break;
      }
    }
    return bytes.toByteArray();
  }

  private static float[] mean(byte[] bytes, int frames, AudioFormat format) {
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes)
            .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int channels = format.getChannels();
    float[] samples = new float[frames];
    for (int i = 0; i < frames; i++) {
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += sample(buffer, format);
      }
      samples[i] = (float) (sum / channels);
    }
    return samples;
  }

  private static double sample(ByteBuffer buffer, AudioFormat format) {
    if (format.getEncoding().equals(AudioFormat.Encoding.PCM_FLOAT)) {
      return buffer.getFloat();
    }
    int bits = format.getSampleSizeInBits();
    int value =
        switch (bits) {
          case 8 -> buffer.get();
          case 16 -> buffer.getShort();
          case 24 -> ofThreeBytes(buffer);
          default -> buffer.getInt();
        };
    if (format.getEncoding().equals(AudioFormat.Encoding.PCM_UNSIGNED)) {
      value ^= -1 << (bits - 1); // the highest bit, and those above it, as a sign
    }
    return value / (double) (1L << (bits - 1));
  }

  private static int ofThreeBytes(ByteBuffer buffer) {
    int first = buffer.get();
    int middle = buffer.get() & 0xFF;
    int last = buffer.get();
    return buffer.order() == ByteOrder.BIG_ENDIAN
        ? first << 16 | middle << 8 | last & 0xFF
        : last << 16 | middle << 8 | first & 0xFF;
  }

  /**
   * Writes a WAV file of 16 bits and one channel. What is beyond -1 and 1 is cut off, and
   * everything else comes back within half a step of 1 / 32,768.
   *
   * @param file replaced if it is there; missing folders are made
   * @param sound what is written
   * @throws InvalidInputException if it cannot be written
   */
  public static void write(Path file, Sound sound) {
    ByteBuffer bytes =
        ByteBuffer.allocate(sound.length() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < sound.length(); i++) {
      long step = Math.round(sound.sample(i) * -(double) Short.MIN_VALUE);
      bytes.putShort((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, step)));
    }
    AudioFormat format = new AudioFormat(sound.rate(), BITS, 1, true, false);
    AtomicFile.write(
        file,
        out ->
            AudioSystem.write(
                new AudioInputStream(
                    new ByteArrayInputStream(bytes.array()), format, sound.length()),
                AudioFileFormat.Type.WAVE,
                out));
  }
}
