package dev.seq4j.core.picture;

import dev.seq4j.core.InvalidInputException;
import dev.seq4j.core.file.AtomicFile;
import dev.seq4j.core.file.FileProblems;
import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Animated GIF files. A frame in such a file may be smaller than the film: it is painted over what
 * the frames before have left, as each of them says.
 */
final class GifFile {

  private static final String GIF = "GIF";
  private static final byte[] SIGNATURE = GIF.getBytes(StandardCharsets.US_ASCII);
  private static final String FRAME_FORMAT = "javax_imageio_gif_image_1.0";
  private static final String FILM_FORMAT = "javax_imageio_gif_stream_1.0";
  private static final int MOST_PIXELS = 1 << 24; // of a frame
  private static final int SHOWN = 40; // hundredths of a second, of each frame

  /** Says that the film begins again after its end, for ever. */
  private static final byte[] LOOP = {1, 0, 0};

  private GifFile() {}

  /** Returns whether a file begins as a GIF file does. */
  static boolean isGif(Path file) {
    FileProblems.requireReadable(file);
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE);
    } catch (IOException e) {
      throw FileProblems.cannotRead(file, e);
    }
  }

  /**
   * @param frames takes each frame, in their order
   */
  static void read(Path file, Consumer<Picture> frames) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(GIF).next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      IIOMetadataNode screen =
          part(reader.getStreamMetadata(), FILM_FORMAT, "LogicalScreenDescriptor");
      BufferedImage canvas =
          canvas(file, number(screen, "logicalScreenWidth"), number(screen, "logicalScreenHeight"));
      int count = reader.getNumImages(true);
      for (int i = 0; i < count; i++) {
        canvas = paint(canvas, reader.read(i), reader.getImageMetadata(i), frames);
      }
    } catch (InvalidInputException e) { // of whoever took a frame
      throw e;
    } catch (IOException | RuntimeException e) { // the reader throws both at damaged files
      throw new InvalidInputException(file + ": is a damaged GIF file, it cannot be read", e);
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage canvas(Path file, int width, int height) {
    if ((long) width * height > MOST_PIXELS) { // as a damaged file may say
      throw new InvalidInputException(
          "%s: %d x %d pixels, must be %d at most".formatted(file, width, height, MOST_PIXELS));
    }
    return new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
  }

  /** Paints a frame, and returns what it leaves for the next one. */
  private static BufferedImage paint(
      BufferedImage canvas, BufferedImage part, IIOMetadata metadata, Consumer<Picture> frames) {
    IIOMetadataNode place = part(metadata, FRAME_FORMAT, "ImageDescriptor");
    IIOMetadataNode control = part(metadata, FRAME_FORMAT, "GraphicControlExtension");
    Rectangle where =
        new Rectangle(
            number(place, "imageLeftPosition"),
            number(place, "imageTopPosition"),
            part.getWidth(),
            part.getHeight());
    BufferedImage painted =
        new BufferedImage(canvas.getWidth(), canvas.getHeight(), BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = painted.createGraphics();
    graphics.drawImage(canvas, 0, 0, null);
    graphics.drawImage(part, where.x, where.y, null);
    frames.accept(Picture.of(painted));
    String disposal = control == null ? "none" : control.getAttribute("disposalMethod");
    if (disposal.equals("restoreToBackgroundColor")) {
      graphics.setComposite(AlphaComposite.Clear);
      graphics.fill(where);
    }
    graphics.dispose();
    return disposal.equals("restoreToPrevious") ? canvas : painted;
  }

  static void write(Path file, List<Picture> frames) {
    AtomicFile.write(
        file,
        out -> {
          ImageWriter writer = ImageIO.getImageWritersByFormatName(GIF).next();
          try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (Picture frame : frames) {
              BufferedImage image = frame.image();
              writer.writeToSequence(new IIOImage(image, null, metadata(writer, image)), null);
            }
            writer.endWriteSequence();
          } finally {
            writer.dispose();
          }
        });
  }

  private static IIOMetadata metadata(ImageWriter writer, BufferedImage image) throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromBufferedImageType(image.getType()), null);
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FRAME_FORMAT);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(SHOWN));
    IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
    loop.setAttribute("applicationID", "NETSCAPE");
    loop.setAttribute("authenticationCode", "2.0");
    loop.setUserObject(LOOP);
    child(root, "ApplicationExtensions").appendChild(loop);
    metadata.setFromTree(FRAME_FORMAT, root);
    return metadata;
  }

  /** Returns a part of the root, which is made where it is missing. */
  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    IIOMetadataNode found = find(root, name);
    if (found != null) {
      return found;
    }
    IIOMetadataNode made = new IIOMetadataNode(name);
    root.appendChild(made);
    return made;
  }

  private static IIOMetadataNode part(IIOMetadata metadata, String format, String name) {
    return find((IIOMetadataNode) metadata.getAsTree(format), name);
  }

  private static IIOMetadataNode find(IIOMetadataNode root, String name) {
    return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
  }

  private static int number(IIOMetadataNode node, String attribute) {
    return Integer.parseInt(node.getAttribute(attribute));
  }
}
