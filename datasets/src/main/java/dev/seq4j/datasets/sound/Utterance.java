package dev.seq4j.datasets.sound;

import dev.seq4j.core.sound.Segment;
import dev.seq4j.core.sound.Sound;
import java.util.List;
import java.util.Objects;

/**
 * A sound and what is said in it.
 *
 * @param name where it comes from, such as its file
 * @param speaker who says it; those of one speaker are never in different parts
 * @param sound all of it
 * @param segments what is said from when to when, in their order, none over another; between them
 *     is silence
 */
public record Utterance(String name, String speaker, Sound sound, List<Segment> segments) {

  public Utterance {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(speaker, "speaker");
    Objects.requireNonNull(sound, "sound");
    segments = List.copyOf(segments);
  }
}
