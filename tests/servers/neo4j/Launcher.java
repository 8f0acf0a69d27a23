import java.nio.file.Path;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.harness.Neo4j;
import org.neo4j.harness.Neo4jBuilders;

/** Runs Neo4j until its standard input ends: "r" there makes it read-only, "f" full, "w" as it was. */
public class Launcher {
  private static final long ROOM = 8 << 20;

  public static void main(String[] arguments) throws Exception {
    try (Neo4j server = Neo4jBuilders.newInProcessBuilder(Path.of(arguments[0]))
        .withConfig(GraphDatabaseSettings.auth_enabled, true).withDisabledServer().build()) {
      System.out.println(server.boltURI());
      for (int order = System.in.read(); order >= 0; order = System.in.read()) {
        Config config = (Config) server.config();
        config.setDynamic(GraphDatabaseSettings.read_only_database_default, order == 'r', "test");
        config.setDynamic(GraphDatabaseSettings.memory_transaction_max_size, order == 'f' ? ROOM : 0L, "test");
        System.out.println((char) order);
      }
    }
  }
}
