import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/**
 * Tells whether pairs of properties texts say the same to Java. A line is two texts in base64; the
 * answer is "same", "order" (the same but for the order of keys), "differ" or, of two that cannot be
 * read, "unreadable".
 */
public final class Meanings {
  /** Properties that remember what was put into them, in order. */
  private static final class Recorded extends Properties {
    final transient List<List<Object>> pairs = new ArrayList<>();

    @Override
    public synchronized Object put(Object key, Object value) {
      pairs.add(List.of(key, value));
      return super.put(key, value);
    }
  }

  public static void main(String[] arguments) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] texts = line.split(" ", -1);
      System.out.println(verdict(decoded(texts[0]), decoded(texts[1])));
    }
  }

  private static String decoded(String encoded) {
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private static String verdict(String before, String after) {
    Recorded was = read(before);
    Recorded now = read(after);
    if (was == null && now == null) return "unreadable";
    if (was == null || now == null) return "differ";
    if (was.pairs.equals(now.pairs)) return "same";
    return was.equals(now) ? "order" : "differ";
  }

  private static Recorded read(String text) {
    Recorded properties = new Recorded();
    try {
      properties.load(new StringReader(text));
      return properties;
    } catch (IllegalArgumentException | IOException error) {
      return null;
    }
  }
}
