import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Version;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.cli.LsCommand;
import org.apache.zookeeper.data.Stat;

/** The Java client's end of bench/engine/client-process.ts, with zkCli's own {@code ls -R}. */
public final class JavaClient {
  private static final int WINDOW = 1_000;
  private static final int VALUES = 1_000;
  private static final int GETS = 20_000;
  private static final int LISTINGS = 5;
  private static final int CREATES = 20_000;
  private static final byte[] DATA = "x".repeat(100).getBytes();

  private final ZooKeeper client;

  private JavaClient(ZooKeeper client) {
    this.client = client;
  }

  public static void main(String[] parameters) throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper zooKeeper = new ZooKeeper(parameters[0], 10_000, event -> {
      if (event.getState() == KeeperState.SyncConnected) connected.countDown();
    });
    connected.await();
    System.out.printf("{\"version\":\"Java client %s\"}%n", Version.getVersion());
    JavaClient client = new JavaClient(zooKeeper);
    OperatingSystemMXBean system =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      long cpu = system.getProcessCpuTime();
      long start = System.nanoTime();
      long count = client.work(order);
      double wall = (System.nanoTime() - start) / 1e6;
      double used = (system.getProcessCpuTime() - cpu) / 1e6;
      System.out.printf("{\"wall\":%s,\"cpu\":%s,\"count\":%d}%n", wall, used, count);
    }
    zooKeeper.close();
  }

  private long work(String order) throws Exception {
    switch (order) {
      case "get": return get();
      case "list": return list();
      case "crawl": return new Crawl().run();
      case "create": return create();
      case "ls-R": return listRecursively();
      default: throw new IllegalArgumentException(order);
    }
  }

  private long get() throws Exception {
    Semaphore free = new Semaphore(WINDOW);
    AtomicLong bytes = new AtomicLong();
    for (int index = 0; index < GETS; index++) {
      free.acquire();
      client.getData("/bench/values/v" + index % VALUES, false, (code, path, context, data, stat) -> {
        check(code);
        bytes.addAndGet(data.length);
        free.release();
      }, null);
    }
    free.acquire(WINDOW);
    return bytes.get();
  }

  private long list() throws Exception {
    long names = 0;
    for (int time = 0; time < LISTINGS; time++) {
      names += client.getChildren("/bench/wide", false, new Stat()).size();
    }
    return names;
  }

  private long create() throws Exception {
    Semaphore free = new Semaphore(WINDOW);
    AtomicInteger created = new AtomicInteger();
    for (int index = 0; index < CREATES; index++) {
      free.acquire();
      client.create("/bench/created/c" + index, DATA, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT,
          (code, path, context, name) -> {
            check(code);
            created.incrementAndGet();
            free.release();
          }, null);
    }
    free.acquire(WINDOW);
    return created.get();
  }

  /** What zkCli runs for {@code ls -R}, its lines counted instead of shown. */
  private long listRecursively() throws Exception {
    AtomicLong lines = new AtomicLong();
    PrintStream counting = new PrintStream(OutputStream.nullOutputStream()) {
      @Override
      public void println(String line) {
        lines.incrementAndGet();
      }
    };
    LsCommand command = new LsCommand();
    command.setZk(client);
    command.setOut(counting);
    command.setErr(System.err);
    command.parse(new String[] {"ls", "-R", "/bench/tree"});
    command.exec();
    return lines.get();
  }

  private static void check(int code) {
    if (code != 0) {
      System.err.println(KeeperException.Code.get(code));
      System.exit(1);
    }
  }

  /** Runs in the client's event thread, but for the first request. */
  private final class Crawl {
    private final List<String> found = new java.util.ArrayList<>(List.of("/bench/tree"));
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private int next = 0;
    private int underWay = 0;

    private int run() throws Exception {
      visit();
      return done.get();
    }

    private synchronized void visit() {
      while (underWay < WINDOW && next < found.size()) {
        String path = found.get(next++);
        underWay++;
        client.getChildren(path, false, (code, asked, context, names, stat) -> {
          check(code);
          take(path, names);
        }, null);
      }
    }

    private synchronized void take(String path, List<String> names) {
      underWay--;
      for (String name : names) found.add(path + "/" + name);
      if (underWay == 0 && next == found.size()) done.complete(found.size());
      else visit();
    }
  }
}
