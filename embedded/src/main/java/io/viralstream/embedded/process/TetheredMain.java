package io.viralstream.embedded.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/// Runs another program's main class on a tether: the first argument names it, the rest are its
/// own.
public final class TetheredMain {

  private TetheredMain() {}

  public static void main(String[] arguments) throws Throwable {
    Tether.watch(System.in, Tether::halt);
    MethodHandles.publicLookup()
        .findStatic(
            Class.forName(arguments[0]), "main", MethodType.methodType(void.class, String[].class))
        .invokeExact(Arrays.copyOfRange(arguments, 1, arguments.length));
  }
}
