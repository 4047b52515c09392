// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountNamesTest {
    @TempDir Path directory;

    private static @Nullable String text(byte @Nullable [] utf8) {
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    @Test
    void namesAreFoundByNumber() throws IOException {
        Path file = directory.resolve("passwd");
        Files.writeString(
                file,
                """
                root:x:0:0:root:/root:/bin/sh
                toor:x:0:0:second of that number:/root:/bin/sh
                nobody:x:65534:65534::/:/bin/false
                # comment
                broken
                alsobroken:x:notanumber:1
                huge:x:99999999999:1
                last:x:4294967294:1::/:/bin/false
                müller:x:1000:1000
                """);
        AccountNames names = new AccountNames(file);
        assertThat(text(names.utf8(0))).isEqualTo("root");
        assertThat(text(names.utf8(65534))).isEqualTo("nobody");
        assertThat(text(names.utf8((int) 4294967294L))).isEqualTo("last");
        assertThat(text(names.utf8(1000))).isEqualTo("müller");
        assertThat(names.utf8(1)).isNull();
        assertThat(names.utf8(-1)).isNull();
    }

    @Test
    void manyNamesAreAllFound() throws IOException {
        Path file = directory.resolve("group");
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < 5000; id++) {
            text.append("g").append(id).append(":x:").append(id * 16).append(":\n");
        }
        Files.writeString(file, text);
        AccountNames names = new AccountNames(file);
        for (int id = 0; id < 5000; id++) {
            assertThat(text(names.utf8(id * 16))).isEqualTo("g" + id);
            assertThat(names.utf8(id * 16 + 1)).isNull();
        }
    }

    @Test
    void aChangedFileIsReadAgain() throws IOException {
        Path file = directory.resolve("passwd");
        AccountNames names = new AccountNames(file);
        assertThat(names.utf8(5)).isNull();
        Files.writeString(file, "five:x:5:5\n");
        names.refresh();
        assertThat(text(names.utf8(5))).isEqualTo("five");
        Files.writeString(file, "FIVE:x:5:5\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        names.refresh();
        assertThat(text(names.utf8(5))).isEqualTo("FIVE");
        Files.delete(file);
        names.refresh();
        assertThat(names.utf8(5)).isNull();
    }

    @Test
    void theSystemHasRoot() {
        assertThat(text(AccountNames.users().utf8(0))).isEqualTo("root");
        assertThat(text(AccountNames.groups().utf8(0))).isEqualTo("root");
    }
}
