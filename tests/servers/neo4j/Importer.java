import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.neo4j.cli.AdminTool;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.fs.DefaultFileSystemAbstraction;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/** Runs "neo4j-admin" with all arguments but the first, a folder, and serves what it made until standard input ends. */
public class Importer {
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Path settings = Files.createDirectories(home.resolve("conf"));
    Files.createFile(settings.resolve("neo4j.conf"));
    int status = AdminTool.execute(
        new ExecutionContext(home, settings, System.err, System.err, new DefaultFileSystemAbstraction()),
        Arrays.copyOfRange(arguments, 1, arguments.length));
    if (status != 0) {
      System.exit(status);
    }
    DatabaseManagementService service = new DatabaseManagementServiceBuilder(home)
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", 0)).build();
    GraphDatabaseAPI database = (GraphDatabaseAPI) service.database("neo4j");
    ConnectorPortRegister ports = database.getDependencyResolver().resolveDependency(ConnectorPortRegister.class);
    System.out.println("bolt://127.0.0.1:" + ports.getLocalAddress(ConnectorType.BOLT).getPort());
    System.in.read();
    service.shutdown();
  }
}
