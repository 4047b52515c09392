// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a script in place of the one that fetches, which counts how often it ran.
class KernelStoreTest {
    private static final String FETCH =
            """
            echo "$1" >>"$(dirname "$0")/fetched"
            mkdir -p "$2/boot" "$2/lib/modules/9.9-test"
            touch "$2/vmlinuz" "$2/boot/config-9.9-test" "$2/lib/modules/9.9-test/modules.dep"
            echo 9.9-test >"$2/release"
            """;

    @TempDir Path scripts;
    private KernelStore store;

    @BeforeEach
    void makeStore() {
        store = new KernelStore(scripts, scripts.resolve("kernels"));
    }

    private void script(String text) throws IOException {
        Files.writeString(scripts.resolve("fetch-kernel.sh"), text);
    }

    private long fetched() throws IOException {
        return Files.readAllLines(scripts.resolve("fetched")).size();
    }

    @Test
    void aKernelIsFetchedOnce() throws Exception {
        script(FETCH);
        StockKernel kernel = store.get("6.1");
        assertThat(kernel.release()).isEqualTo("9.9-test");
        assertThat(store.get("6.1")).isEqualTo(kernel);
        assertThat(fetched()).isEqualTo(1);
    }

    @Test
    void twoGuestsOfOneKernelWaitForIt() throws Exception {
        script("sleep 0.3\n" + FETCH);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            List<Future<StockKernel>> both =
                    List.of(
                            pool.submit(() -> store.get("6.1")),
                            pool.submit(() -> store.get("6.1")));
            assertThat(both.getFirst().get()).isEqualTo(both.getLast().get());
        }
        assertThat(fetched()).isEqualTo(1);
    }

    @Test
    void oneWithoutAllItsPartsIsFetchedAgain() throws Exception {
        script(FETCH);
        Path directory = store.get("6.1").directory();
        Files.delete(directory.resolve("boot/config-9.9-test"));
        store.get("6.1");
        assertThat(fetched()).isEqualTo(2);
    }

    @Test
    void oneThatCannotBeFetchedIsAFailure() throws IOException {
        script("exit 3\n");
        assertThatThrownBy(() -> store.get("6.1"))
                .isInstanceOf(GuestException.class)
                .hasMessage("boot kernel 6.1: it cannot be fetched, see above");
    }
}
