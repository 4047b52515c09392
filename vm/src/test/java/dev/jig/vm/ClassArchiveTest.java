// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir Path root;

    @BeforeEach
    void libraries() throws IOException {
        for (String module : new String[] {"cli", "vm"}) {
            Files.createDirectories(root.resolve(module).resolve("target"));
            classPath(module, "/repository/library.jar");
        }
    }

    private void classPath(String module, String text) throws IOException {
        Files.writeString(root.resolve(module).resolve("target/test.classpath"), text);
    }

    private String object(String kind) {
        return root.resolve("object/target").resolve(kind).toString();
    }

    @Test
    void aBuildWhileGuestsRunChangesNothing() throws IOException {
        classPath("cli", object("jig-object.jar") + ":/repository/library.jar\n");
        ClassArchive archive = ClassArchive.of(root);
        classPath("cli", object("classes"));
        assertThat(archive.words().getLast().split(":", -1))
                .contains(root + "/vm/target/archive/cli-test-classes.jar")
                .endsWith(root + "/vm/target/archive/jig-object.jar", "/repository/library.jar");
    }

    @Test
    void directoriesAloneAreNotEnough() throws IOException {
        classPath("cli", object("classes") + ":/repository/library.jar");
        assertThatThrownBy(() -> ClassArchive.of(root))
                .isInstanceOf(GuestException.class)
                .hasMessage("run live tests: the modules were compiled, but not packaged");
    }

    @Test
    void aModuleThatWasNotBuiltIsNamed() throws IOException {
        Files.delete(root.resolve("cli/target/test.classpath"));
        assertThatThrownBy(() -> ClassArchive.of(root))
                .isInstanceOf(GuestException.class)
                .hasMessage("run live tests: " + root.resolve("cli") + " was not built");
    }
}
