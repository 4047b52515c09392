// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs jig over a list of commands in one JVM while the build makes the AOT cache, so that the
/// classes the commands use are in it. Not a command of jig.
final class AotTraining {
    private static final String ROOT_ONLY = "root ";

    private AotTraining() {}

    /// @param args the file with the commands, one a line
    public static void main(String[] args) throws IOException {
        Ending ending = Ending.install(Console.ofProcess().stop());
        boolean root = System.getProperty("user.name", "").equals("root");
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            boolean forRoot = line.startsWith(ROOT_ONLY);
            if (!forRoot || root) {
                train(forRoot ? line.substring(ROOT_ONLY.length()) : line);
            }
        }
        // Threads a command left behind must not keep the build waiting.
        ending.finish(Exit.OK.code());
    }

    private static void train(String command) {
        List<String> words = List.of(command.strip().split(" +"));
        System.out.println("training: jig " + command);
        int exit = Main.run(words.toArray(String[]::new));
        System.out.println("training: exit " + exit);
    }
}
