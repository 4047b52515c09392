// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An image of busybox, as `docker save` writes one.
final class ImageArchive {
    private ImageArchive() {}

    /// @param command what its containers run if nothing else is said
    static Path of(Path directory, String name, String command) throws IOException {
        OciBundle.rootFileSystem(directory.resolve("root"));
        Path layer = directory.resolve("layer.tar");
        tar(directory.resolve("root"), layer, ".");
        Files.writeString(
                directory.resolve("config.json"),
                """
                {"architecture": "amd64", "os": "linux", "config": {"Cmd": ["%s"]},
                 "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}
                """
                        .formatted(command.replace(" ", "\", \""), digest(layer)));
        Files.writeString(
                directory.resolve("manifest.json"),
                """
                [{"Config": "config.json", "RepoTags": ["%s"], "Layers": ["layer.tar"]}]
                """
                        .formatted(name));
        Path archive = directory.resolve("image.tar");
        tar(directory, archive, "manifest.json", "config.json", "layer.tar");
        return archive;
    }

    private static void tar(Path directory, Path archive, String... files) {
        String[] command = {"tar", "-C", directory.toString(), "-cf", archive.toString()};
        Tools.Result result =
                Tools.run(
                        java.util.stream.Stream.of(command, files)
                                .flatMap(java.util.Arrays::stream)
                                .toList());
        if (result.exit() != 0) {
            throw new AssertionError(result.output());
        }
    }

    private static String digest(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
