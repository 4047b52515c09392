// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// `./jig-vm`: jig, or any command, inside a stock kernel.
final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int MEMORY_MIB = 2048;

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0 || arguments[0].equals("--help") || arguments[0].equals("-h")) {
            (arguments.length == 0 ? System.err : System.out).print(help());
            System.exit(arguments.length == 0 ? USAGE : 0);
        }
        System.exit(run(arguments[0], List.of(arguments).subList(1, arguments.length)));
    }

    private static String help() {
        return """
        usage: ./jig-vm KERNEL [JIG-ARGUMENTS...]
               ./jig-vm KERNEL -- COMMAND [ARGUMENTS...]

        Runs jig, or with -- any command, as root inside a stock kernel under QEMU, over
        this machine's files. What it writes is gone afterwards. Without arguments: a shell.

        KERNEL is one of %s; it is fetched once, as Debian's package.
        """
                .formatted(String.join(", ", KernelStore.MATRIX));
    }

    private static int run(String version, List<String> words)
            throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("jig.root"));
        Path cache = KernelStore.cache();
        Path scripts = root.resolve("vm");
        Path job = Files.createTempDirectory("jig-job");
        try {
            StockKernel kernel = new KernelStore(scripts, cache.resolve("kernels")).get(version);
            Guest guest = new Guest(kernel, scripts, cache, 1, MEMORY_MIB, Duration.ZERO);
            Guest.Mode mode = isTerminal() ? Guest.Mode.TERMINAL : Guest.Mode.PORTS;
            return guest.run(script(root, words), job, mode);
        } catch (GuestException e) {
            System.err.println("jig-vm: " + e.getMessage());
            return FAILED;
        } finally {
            Trees.delete(job);
        }
    }

    private static boolean isTerminal() {
        return Boolean.getBoolean("jig.vm.terminal");
    }

    static String script(Path root, List<String> words) {
        String place = "cd " + Shell.quoted(Path.of("").toAbsolutePath().toString()) + "\n";
        String size = "stty %s 2>/dev/null\n".formatted(System.getProperty("jig.vm.size", "sane"));
        String terminal =
                "export TERM=%s JAVA_HOME=%s\n"
                        .formatted(
                                Shell.quoted(System.getProperty("jig.vm.term", "dumb")),
                                Shell.quoted(System.getProperty("java.home")));
        return place + size + terminal + "exec " + command(root, words) + "\n";
    }

    private static String command(Path root, List<String> words) {
        if (words.isEmpty()) {
            return "bash";
        }
        Stream<String> command =
                words.getFirst().equals("--")
                        ? words.stream().skip(1)
                        : Stream.concat(Stream.of(root.resolve("jig").toString()), words.stream());
        return Shell.command(command.toList());
    }
}
