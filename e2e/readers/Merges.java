import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * Judges merges of properties texts as Java reads them. A line is base, mine, theirs and merged in
 * base64, "-" where the merge asks; the answers are those of merges.py.
 */
public final class Merges {
  public static void main(String[] arguments) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] texts = line.split(" ", -1);
      System.out.println(verdict(read(texts[0]), read(texts[1]), read(texts[2]), texts[3]));
    }
  }

  private static String verdict(Properties base, Properties mine, Properties theirs, String text) {
    if (base == null || mine == null || theirs == null) return "unreadable";
    Set<Object> keys = new HashSet<>(base.keySet());
    keys.addAll(mine.keySet());
    keys.addAll(theirs.keySet());
    Properties expected = new Properties();
    for (Object key : keys) {
      Object was = base.get(key);
      Object ours = mine.get(key);
      Object others = theirs.get(key);
      boolean isOneSided = Objects.equals(was, ours) || Objects.equals(ours, others);
      if (!isOneSided && !Objects.equals(was, others)) return text.equals("-") ? "may" : "must-ask";
      Object merged = isOneSided ? others : ours;
      if (merged != null) expected.put(key, merged);
    }
    if (text.equals("-")) return "could";
    return expected.equals(read(text)) ? "right" : "wrong";
  }

  /** Null where Java refuses it, or a key is there twice. */
  private static Properties read(String encoded) {
    var doubled = new boolean[1];
    Properties properties = new Properties() {
      @Override
      public synchronized Object put(Object key, Object value) {
        doubled[0] |= containsKey(key);
        return super.put(key, value);
      }
    };
    try {
      byte[] bytes = Base64.getDecoder().decode(encoded);
      properties.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
      return doubled[0] ? null : properties;
    } catch (IllegalArgumentException | IOException error) {
      return null;
    }
  }
}
