// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test that leaves behind a descriptor, a mapping of a kernel object or a thread. What is
/// still on its way out gets two seconds. Put it on a test class by `@ExtendWith(LeakGuard.class)`;
/// what the class itself holds for all its tests has to be opened before the first of them
/// (`@BeforeAll`).
public final class LeakGuard implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LeakGuard.class);
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(Held.class, Held.now());
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        Held before =
                Objects.requireNonNull(context.getStore(NAMESPACE).get(Held.class, Held.class));
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Set<String> left = Held.now().beyond(before);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(10);
            left = Held.now().beyond(before);
        }
        if (!left.isEmpty()) {
            throw new AssertionError("the test left behind: " + String.join(", ", left));
        }
    }

    /// What a process holds.
    ///
    /// @param descriptors targets by number
    /// @param mappings how many times each kernel object is mapped
    /// @param threads names with ids
    private record Held(
            Map<String, String> descriptors, Map<String, Integer> mappings, Set<String> threads) {

        static Held now() {
            try {
                return new Held(openDescriptors(), kernelMappings(), liveThreads());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Set<String> beyond(Held before) {
            Set<String> left = new TreeSet<>();
            BiConsumer<String, String> descriptor =
                    (number, target) -> {
                        if (!target.equals(before.descriptors.get(number))) {
                            left.add("descriptor " + number + " of " + target);
                        }
                    };
            descriptors.forEach(descriptor);
            mappings.forEach((object, count) -> {
                if (count > before.mappings.getOrDefault(object, 0)) {
                    left.add("mapping of " + object);
                }
            });
            threads.stream()
                    .filter(thread -> !before.threads.contains(thread))
                    .forEach(thread -> left.add("thread " + thread));
            return left;
        }

        private static Map<String, String> openDescriptors() throws IOException {
            Map<String, String> open = new TreeMap<>();
            try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
                for (Path entry : entries.toList()) {
                    String target = target(entry);
                    if (!target.isEmpty() && !ofTheJvm(target)) {
                        open.put(entry.getFileName().toString(), target);
                    }
                }
            }
            return open;
        }

        /// What the JVM opens when a class is first used.
        private static boolean ofTheJvm(String target) {
            return target.endsWith(".jar")
                    || target.endsWith("/modules")
                    || target.endsWith(".so")
                    || target.startsWith("/dev/")
                    || target.contains("/fd");
        }

        private static String target(Path entry) {
            try {
                return Files.readSymbolicLink(entry).toString();
            } catch (IOException closedMeanwhile) {
                return "";
            }
        }

        private static Map<String, Integer> kernelMappings() throws IOException {
            Map<String, Integer> count = new TreeMap<>();
            for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
                String[] fields = line.split(" +", 6);
                boolean kernels =
                        fields.length == 6
                                && (fields[5].startsWith("anon_inode:")
                                        || fields[5].startsWith("/sys/"));
                if (kernels) {
                    count.merge(fields[5], 1, Integer::sum);
                }
            }
            return count;
        }

        private static Set<String> liveThreads() {
            Set<String> names = new TreeSet<>();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.isAlive() && !ofTheJvm(thread)) {
                    names.add(thread.getName() + " (" + thread.threadId() + ")");
                }
            }
            return names;
        }

        private static boolean ofTheJvm(Thread thread) {
            String name = thread.getName();
            return name.equals("Common-Cleaner")
                    || name.startsWith("Cleaner-")
                    || name.startsWith("process reaper")
                    || name.startsWith("surefire")
                    || name.startsWith("junit-")
                    || name.startsWith("Attach Listener");
        }
    }
}
