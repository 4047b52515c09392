// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.stack.AddressSpace.Identity;
import dev.jig.gadget.stack.AddressSpace.Mapping;
import dev.jig.object.MalformedObjectException;
import dev.jig.object.elf.ElfFile;
import java.io.IOException;
import java.lang.foreign.Linker;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The memory of processes: that of this one, and of one that is made up.
@Timeout(60)
class ProcessesTest {
    private static final Path PROC = Path.of("/proc");
    private static final int OWN = (int) ProcessHandle.current().pid();

    private final Semaphore changes = new Semaphore(0);

    private static Identity own() throws IOException {
        String stat = Files.readString(PROC.resolve("self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return new Identity(OWN, Long.parseLong(fields[23]), Long.parseLong(fields[25]));
    }

    private static boolean ready(Processes processes, Identity who, long... addresses) {
        return processes.ready(
                who.pid(), who.startCode(), who.startStack(), addresses, addresses.length);
    }

    private AddressSpace resolve(Processes processes, Identity who, long... addresses)
            throws InterruptedException {
        while (!ready(processes, who, addresses)) {
            changes.acquire();
        }
        return Objects.requireNonNull(processes.find(who.pid(), who.startCode(), who.startStack()));
    }

    private static Mapping at(AddressSpace space, long address) {
        return Objects.requireNonNull(space.at(address));
    }

    private static Module module(AddressSpace space, long address) {
        return Objects.requireNonNull(at(space, address).module());
    }

    private static String symbol(AddressSpace space, long address) {
        Mapping mapping = at(space, address);
        Module module = module(space, address);
        long place = module.address(address - mapping.start() + mapping.fileOffset());
        return module.symbols().name(module.symbols().find(place));
    }

    @Test
    void namesFunctionsOfThisProcess() throws Exception {
        long function = Linker.nativeLinker().defaultLookup().findOrThrow("getpgid").address();
        try (Processes processes = new Processes(new ProcessFiles(PROC), changes::release)) {
            assertThat(ready(processes, own(), function)).isFalse();
            AddressSpace space = resolve(processes, own(), function);
            assertThat(symbol(space, function)).endsWith("getpgid");
            assertThat(at(space, function).name().toString()).startsWith("libc");
            assertThat(module(space, function).buildId().toString()).matches("[0-9a-f]{16,}");
            assertThat(space.gone()).isFalse();
            assertThat(space.at(16)).isNull();
            // what is nowhere has been looked for
            assertThat(resolve(processes, own(), function, 16).at(16)).isNull();
        }
    }

    @Test
    void anotherExecutionIsNotMistaken() throws Exception {
        Identity before = new Identity(OWN, own().startCode() - 4096, own().startStack());
        try (Processes processes = new Processes(new ProcessFiles(PROC), changes::release)) {
            assertThat(resolve(processes, before, 0x1000).gone()).isTrue();
            assertThat(processes.find(OWN, own().startCode(), own().startStack())).isNull();
        }
    }

    @Test
    void nothingIsReadAfterTheEnd() throws Exception {
        Processes processes = new Processes(new ProcessFiles(PROC), changes::release);
        processes.close();
        assertThat(ready(processes, own(), 0x1000)).isFalse();
        processes.await(10_000);
        assertThat(changes.availablePermits()).isZero();
    }

    private static ProcessFiles made(Path proc, String maps) throws IOException {
        Path process = Files.createDirectories(proc.resolve("77"));
        String zeros = "0 ".repeat(22);
        Files.writeString(process.resolve("stat"), "77 (a) b)) S " + zeros + "4096 0 8192 0\n");
        Files.writeString(process.resolve("maps"), maps);
        return new ProcessFiles(proc);
    }

    @Test
    void whatWasKnownOfWhoHasGoneIsKept(@TempDir Path proc) throws Exception {
        Identity who = new Identity(77, 4096, 8192);
        ProcessFiles files = made(proc, "4000-5000 r-xp 00000000 08:01 1 /none\n");
        try (Processes processes = new Processes(files, changes::release)) {
            assertThat(resolve(processes, who, 0x4000).gone()).isFalse();
            Files.delete(proc.resolve("77/stat"));
            Thread.sleep(1100); // what was looked for in the last second is not looked for again
            changes.drainPermits();
            assertThat(ready(processes, who, 0x4000, 0x9000)).isFalse();
            changes.acquire(); // it was looked for, in vain
            AddressSpace space = resolve(processes, who, 0x4000, 0x9000);
            assertThat(space.gone()).isFalse();
            assertThat(module(space, 0x4000)).isEqualTo(Module.UNKNOWN);
        }
    }

    @Test
    void readsOddMappings(@TempDir Path proc) throws Exception {
        Path root = Files.createDirectories(proc.resolve("77/root"));
        Path fifo = root.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        Files.writeString(root.resolve("text \"x\""), "no ELF");
        ProcessFiles files =
                made(
                        proc,
                        """
                        7000-8000 r-xp 00000000 08:01 3                    /text "x" (deleted)
                        4000-5000 r-xp 00000000 08:01 1                    /pipe
                        5000-6000 rw-p 00000000 00:00 0
                        6000-7000 r-xp 00001000 00:00 2                    /text "x"
                        ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0  [vsyscall]
                        12345678901234567-2 r-xp 00000000 00:00 0
                        not a line
                        """);
        Identity who = new Identity(77, 4096, 8192);
        AddressSpace space = files.read(who, 0);
        assertThat(space.gone()).isFalse();
        assertThat(space.mappings())
                .extracting(mapping -> mapping.name().toString())
                .containsExactly("[vsyscall]", "pipe", "text??x?", "text??x?");
        assertThat(space.at(0x5000)).isNull();
        assertThat(at(space, 0x4fff).isOpen()).isTrue();
        assertThat(files.file(who, at(space, 0x4000))).isEmpty();
        Path found = files.file(who, at(space, 0x6000)).orElseThrow().path();
        assertThat(ProcessFiles.module(found)).isEqualTo(Module.UNKNOWN);
        assertThat(files.read(new Identity(78, 4096, 8192), 0).gone()).isTrue();
        assertThat(files.read(new Identity(77, 4096, 8193), 0).gone()).isTrue();
    }

    @Test
    void hostileFilesAreRefusedOrRead() throws IOException {
        byte[] whole = Files.readAllBytes(PROC.resolve("self/exe"));
        Random random = new Random(7);
        int refused = 0;
        for (int turn = 0; turn < 3000; turn++) {
            byte[] bytes = whole.clone();
            for (int change = 0; change < 8; change++) {
                int at = random.nextInt(turn % 2 == 0 ? 64 : bytes.length);
                bytes[at] = (byte) random.nextInt();
            }
            try {
                Module module = Module.of(ElfFile.read("hostile", ByteBuffer.wrap(bytes)));
                assertThat(module.buildId().bytes().length).isLessThanOrEqualTo(128);
            } catch (MalformedObjectException expected) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
