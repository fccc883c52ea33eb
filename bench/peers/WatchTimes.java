import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.Version;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/**
 * Prints "microseconds-since-1970 path" for each data change that a persistent recursive watch
 * reports, until its input ends. The first line is the client's version.
 */
public final class WatchTimes {
  public static void main(String[] parameters) throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client = new ZooKeeper(parameters[0], 10_000, event -> {
      if (event.getState() == KeeperState.SyncConnected) connected.countDown();
    });
    connected.await();
    client.addWatch(parameters[1], WatchTimes::print, AddWatchMode.PERSISTENT_RECURSIVE);
    System.out.println("Java client " + Version.getVersion());
    while (System.in.read() >= 0) continue;
    client.close();
  }

  private static void print(WatchedEvent event) {
    if (event.getType() != EventType.NodeDataChanged) return;
    Instant now = Instant.now();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    System.out.println(micros + " " + event.getPath());
  }
}
