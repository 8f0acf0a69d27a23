import java.nio.file.Path;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.harness.Neo4j;
import org.neo4j.harness.Neo4jBuilders;

/** Runs Neo4j until its standard input ends; an "r" there makes it read-only, a "w" writable again. */
public class Launcher {
  public static void main(String[] arguments) throws Exception {
    try (Neo4j server = Neo4jBuilders.newInProcessBuilder(Path.of(arguments[0]))
        .withConfig(GraphDatabaseSettings.auth_enabled, true).withDisabledServer().build()) {
      System.out.println(server.boltURI());
      for (int order = System.in.read(); order >= 0; order = System.in.read()) {
        ((Config) server.config()).setDynamic(GraphDatabaseSettings.read_only_database_default, order == 'r', "test");
        System.out.println((char) order);
      }
    }
  }
}
