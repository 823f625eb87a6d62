package io.viralstream.journey;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Takes all memory of a running JVM, from inside, as a load that nobody bounded would.
public final class HungryAgent {
  private static final int MEBIBYTE = 1 << 20;

  private HungryAgent() {}

  /// Runs in the other JVM and never returns.
  public static void agentmain(String unused) {
    List<byte[]> held = new ArrayList<>();
    while (!held.contains(new byte[0])) held.add(new byte[MEBIBYTE]);
  }

  /// @param jar is written and loaded there
  static void starve(long pid, Path jar) throws IOException, AttachNotSupportedException {
    write(jar);
    var machine = VirtualMachine.attach(Long.toString(pid));
    try {
      machine.loadAgent(jar.toString());
      throw new AssertionError(pid + " still has memory");
    } catch (IOException | AgentLoadException died) {
      return;
    } catch (AgentInitializationException failed) {
      throw new AssertionError(failed);
    }
  }

  private static void write(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", HungryAgent.class.getName());
    String name = HungryAgent.class.getName().replace('.', '/') + ".class";
    try (InputStream code = HungryAgent.class.getResourceAsStream("/" + name);
        var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      if (code == null) throw new IllegalStateException(name + " is not on the class path");
      out.putNextEntry(new JarEntry(name));
      code.transferTo(out);
    }
  }
}
