package dev.seq4j.core.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.seq4j.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON as Seq4j writes and reads it: records, indented in files, on one line for programs. */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private Json() {}

  /**
   * @param value a record, map or list
   * @return JSON over several lines, ending with a line feed
   */
  public static String write(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not expressible in JSON: " + value, e);
    }
  }

  /**
   * @param value a record, map or list
   * @return JSON on one line, without a line feed
   */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not expressible in JSON: " + value, e);
    }
  }

  /**
   * @param json the text
   * @param type what it holds
   * @param name what to call the text in an error, such as the file's name
   * @param <T> what it holds
   * @return the value
   * @throws InvalidInputException if the text is not JSON or holds something else
   */
  public static <T> T read(String json, Class<T> type, String name) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      String why = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
      throw new InvalidInputException(name + where + ": " + why, e);
    }
  }

  /**
   * @param file a JSON file in UTF-8
   * @param type what it holds
   * @param <T> what it holds
   * @return the value
   * @throws InvalidInputException if the file cannot be read, is not JSON or holds something else
   */
  public static <T> T read(Path file, Class<T> type) {
    FileProblems.requireReadable(file);
    try {
      return read(Files.readString(file), type, file.toString());
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
  }
}
