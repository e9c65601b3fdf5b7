package dev.seq4j.core.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
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
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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
    T value;
    try {
      value = MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(name + where(e) + ": " + why(e), e);
    }
    if (value == null) {
      throw new InvalidInputException(
          "%s: is null, must be one value of type %s".formatted(name, type.getSimpleName()));
    }
    return value;
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

  /** Line and field, such as {@code , line 3, layers[1].units}. */
  private static String where(JsonProcessingException e) {
    StringBuilder where = new StringBuilder();
    if (e.getLocation() != null) {
      where.append(", line ").append(e.getLocation().getLineNr());
    }
    if (e instanceof JsonMappingException mapping) {
      String separator = ", ";
      for (JsonMappingException.Reference step : mapping.getPath()) {
        if (step.getFieldName() == null) {
          where.append('[').append(step.getIndex()).append(']');
        } else {
          where.append(separator).append(step.getFieldName());
        }
        separator = ".";
      }
    }
    return where.toString();
  }

  private static String why(JsonProcessingException e) {
    if (e.getCause() instanceof InvalidInputException invalid) {
      return invalid.getMessage(); // a record's own check
    }
    if (e instanceof UnrecognizedPropertyException) {
      return "is not known";
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      // Jackson's own words name its classes and switches.
      return "must be one value of type " + mismatch.getTargetType().getSimpleName();
    }
    return e.getOriginalMessage().lines().findFirst().orElse("is not JSON");
  }
}
