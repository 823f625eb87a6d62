package io.viralstream.cli.health;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.compose.Composition;
import io.viralstream.cli.compose.Composition.Service;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The composition's health checks ask for what there is.
class ComposedHealthTest {
  private static final Pattern ASKED =
      Pattern.compile("http://127\\.0\\.0\\.1:\\$\\$([A-Z_]+)(/[a-z]+)$");

  @Test
  void theGatewayIsAskedForARouteThatItHas() throws Exception {
    String routes =
        Files.readString(Path.of("../gateway/src/main/java/io/viralstream/gateway/Assembly.java"));
    for (Service role : Composition.standard().roles())
      if (role.name().equals("gateway"))
        assertTrue(
            routes.contains(".get(\"" + path(role, "VIRAL_GATEWAY_PORT") + "\","),
            role.healthTest());
  }

  @Test
  void everyOtherRoleIsAskedForARouteOfItsHealthPort() throws Exception {
    try (var port = HealthPort.open(0, new RoleHealth(Optional::empty), () -> "")) {
      for (Service role : Composition.standard().roles())
        if (!role.name().equals("gateway"))
          assertNotEquals(404, status(port, path(role, "VIRAL_HEALTH_PORT")), role.name());
    }
  }

  private static String path(Service role, String portKey) {
    Matcher asked = ASKED.matcher(role.healthTest());
    assertTrue(asked.find() && asked.group(1).equals(portKey), role.healthTest());
    assertTrue(role.map("environment").containsKey(portKey), portKey);
    return asked.group(2);
  }

  private static int status(HealthPort port, String path) throws Exception {
    URL url = URI.create("http://127.0.0.1:" + port.address().getPort() + path).toURL();
    return ((HttpURLConnection) url.openConnection()).getResponseCode();
  }
}
