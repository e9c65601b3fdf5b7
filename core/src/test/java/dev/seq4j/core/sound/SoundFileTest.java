package dev.seq4j.core.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seq4j.core.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundFileTest {

  @TempDir private Path folder;

  private Path write(String name, AudioFormat format, AudioFileFormat.Type type, int... bytes)
      throws IOException {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    Path file = folder.resolve(name);
    AudioSystem.write(
        new AudioInputStream(
            new ByteArrayInputStream(content), format, bytes.length / format.getFrameSize()),
        type,
        file.toFile());
    return file;
  }

  private Path wav(AudioFormat format, int... bytes) throws IOException {
    return write("a.wav", format, AudioFileFormat.Type.WAVE, bytes);
  }

  private static AudioFormat signed(int bits, int channels) {
    return new AudioFormat(8000, bits, channels, true, false);
  }

  /** Not a parameter of JUnit, whose folders jqwik does not fill. */
  @Property(tries = 40, seed = "1")
  void whatIsWrittenIsReadWithinHalfAStep(
      @ForAll @IntRange(min = 1, max = 3000) int length,
      @ForAll @IntRange(min = 4000, max = 192_000) int rate,
      @ForAll @IntRange(min = 1) int seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[length];
    for (int n = 0; n < length; n++) {
      samples[n] = (float) random.nextDouble(-1, 32767 / 32768.0);
    }
    Path file = Files.createTempFile("seq4j", ".wav");
    try {
      SoundFile.write(file, new Sound(rate, samples));
      Sound read = SoundFile.read(file);
      assertThat(read.rate()).isEqualTo(rate);
      assertThat(read.samples()).containsExactly(samples, within(0.5f / 32768 + 1e-7f));
      SoundFile.write(file, read);
      assertThat(SoundFile.read(file)).isEqualTo(read);
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void whatIsTooLoudIsCutOff() {
    Path file = folder.resolve("loud.wav");
    SoundFile.write(file, new Sound(8000, new float[] {3, -3}));
    assertThat(SoundFile.read(file).samples()).containsExactly(32767 / 32768f, -1);
  }

  @Test
  void eightBitsHaveNoSign() throws IOException {
    Path file = wav(new AudioFormat(8000, 8, 1, false, false), 0, 128, 192, 255);
    assertThat(SoundFile.read(file).samples()).containsExactly(-1, 0, 0.5f, 127 / 128f);
  }

  @Test
  void sixteenBits() throws IOException {
    Path file = wav(signed(16, 1), 0x00, 0x80, 0x00, 0x40, 0xFF, 0xFF);
    assertThat(SoundFile.read(file).samples()).containsExactly(-1, 0.5f, -1 / 32768f);
  }

  @Test
  void twentyFourBits() throws IOException {
    Path file = wav(signed(24, 1), 0, 0, 0x80, 0, 0, 0x40, 0xFF, 0xFF, 0xFF, 0x01, 0x80, 0x00);
    assertThat(SoundFile.read(file).samples())
        .containsExactly(-1, 0.5f, -1 / 8388608f, 32769 / 8388608f);
  }

  @Test
  void thirtyTwoBits() throws IOException {
    Path file = wav(signed(32, 1), 0, 0, 0, 0x80, 0, 0, 0, 0x40);
    assertThat(SoundFile.read(file).samples()).containsExactly(-1, 0.5f);
  }

  @Test
  void decimals() throws IOException {
    AudioFormat format =
        new AudioFormat(AudioFormat.Encoding.PCM_FLOAT, 8000, 32, 1, 4, 8000, false);
    assertThat(SoundFile.read(wav(format, 0, 0, 0x80, 0xBE, 0, 0, 0, 0)).samples())
        .containsExactly(-0.25f, 0);
    assertThatThrownBy(() -> SoundFile.read(wav(format, 0, 0, 0xC0, 0x7F)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("a.wav: sample 0 = NaN: must be finite");
  }

  @Test
  void ofTwoChannelsTheMean() throws IOException {
    Path file = wav(signed(16, 2), 0x00, 0x40, 0x00, 0x20, 0x00, 0x80, 0x00, 0x80);
    assertThat(SoundFile.read(file).samples()).containsExactly(0.375f, -1);
  }

  @Test
  void otherFilesTheOtherWayRound() throws IOException {
    AudioFormat big = new AudioFormat(8000, 24, 1, true, true);
    Path file = write("a.aiff", big, AudioFileFormat.Type.AIFF, 0x40, 0, 0, 0x80, 0, 0);
    assertThat(SoundFile.read(file).samples()).containsExactly(0.5f, -1);
  }

  @Test
  void manyFramesOfThreeBytes() throws IOException {
    int[] bytes = new int[3 * 10_000];
    for (int i = 0; i < 10_000; i++) {
      bytes[3 * i + 2] = i % 128;
    }
    float[] samples = SoundFile.read(wav(signed(24, 1), bytes)).samples();
    assertThat(samples).hasSize(10_000);
    assertThat(samples[9_999]).isEqualTo(9_999 % 128 / 128f);
  }

  /** As programs write that send a sound on while it is made. */
  @Test
  void aHeaderNeedNotKnowTheLength() throws IOException {
    for (int channels : new int[] {1, 2}) {
      Path file = wav(signed(16, channels), new int[400]);
      byte[] bytes = Files.readAllBytes(file);
      int data = bytes.length - 400; // where the sound begins, its length before it
      for (int i : new int[] {4, 5, 6, 7, data - 4, data - 3, data - 2, data - 1}) {
        bytes[i] = (byte) 0xFF;
      }
      Files.write(file, bytes);
      assertThat(SoundFile.read(file).length()).isEqualTo(200 / channels);
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path good = wav(signed(16, 1), new int[2000]);
    byte[] bytes = Files.readAllBytes(good);
    Path cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(bytes, bytes.length - 1001));
    refused(cut, "cut.wav: is cut short, it has 499 of 1,000 samples");
    refused(folder.resolve("none.wav"), "none.wav: no such file");
    refused(folder, ": is a folder, a file is needed");
    refused(
        Files.writeString(folder.resolve("text.wav"), "no sound at all, but long enough for one"),
        "text.wav: is no sound that can be read, must be WAV, AIFF or AU, not compressed");
    refused(Files.createFile(folder.resolve("empty.wav")), "empty.wav: is no sound that can");
    refused(wav(signed(16, 1)), "a.wav: holds no sound");
    refused(
        wav(new AudioFormat(2000, 16, 1, true, false), 0, 0),
        "a.wav: has 2000 samples a second, must be in [4000, 192000]");
    AudioFormat law = new AudioFormat(AudioFormat.Encoding.ULAW, 8000, 8, 1, 1, 8000, false);
    refused(wav(law, 0, 0), "a.wav: has ULAW of 8 bits, must be PCM of 8, 16, 24 or 32 bits");
    refused(
        wav(new AudioFormat(8000, 8, 1, false, false), new int[8000 * 601]),
        "a.wav: lasts longer than 600 seconds; cut it into pieces");
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> SoundFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(message)
        .hasLineCount(1);
  }
}
