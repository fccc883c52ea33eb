import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;
import org.xerial.snappy.SnappyFramedInputStream;
import org.xerial.snappy.SnappyFramedOutputStream;
import org.xerial.snappy.SnappyInputStream;
import org.xerial.snappy.SnappyOutputStream;

/**
 * Tells why Java's readers refuse values: a line asked is a format and base64, a line answered is
 * empty or the reader's words. What is unpacked is told by its length and digest, behind a "=".
 */
class Verdicts {
  public static void main(String... none) throws Exception {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] asked = line.split(" ", 2);
      System.out.println(judge(asked[0], Base64.getDecoder().decode(asked[1])));
    }
  }

  private static String judge(String format, byte[] data) {
    try {
      return switch (format) {
        case "snappy" -> told(new SnappyFramedInputStream(new ByteArrayInputStream(data), true));
        case "xerial" -> told(new SnappyInputStream(new ByteArrayInputStream(data)));
        case "pack:snappy" -> packed(data, SnappyFramedOutputStream::new);
        case "pack:xerial" -> packed(data, SnappyOutputStream::new);
        default -> load(data);
      };
    } catch (Throwable refused) {
      return onOneLine(String.valueOf(refused));
    }
  }

  private static String load(byte[] data) throws Exception {
    new Properties().load(new StringReader(new String(data, StandardCharsets.UTF_8)));
    return "";
  }

  /** What is unpacked, told apart by its length and digest. */
  private static String told(InputStream unpacked) throws Exception {
    byte[] found = unpacked.readAllBytes();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(found);
    return "=" + found.length + " " + HexFormat.of().formatHex(digest);
  }

  private interface Packer {
    OutputStream around(OutputStream target) throws IOException;
  }

  private static String packed(byte[] data, Packer packer) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream target = packer.around(packed)) {
      target.write(data);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  private static String onOneLine(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", " ");
  }
}
