// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// A mounted file system that is slow by nature: on a disk that takes its time (device mapper's
/// delay over a loop device), or served by a program that does. Closing it takes all of it away.
final class SlowFileSystem implements AutoCloseable {
    /// What each access to the disk takes at least, and each answer of the server.
    static final int DELAY_MILLIS = 30;

    private static final String MIB_320 = "320M";

    private final String type;
    private final Path root;
    private final Deque<Undo> undo = new ArrayDeque<>();

    private interface Undo {
        void run() throws IOException, InterruptedException;
    }

    private SlowFileSystem(Path directory, String type) throws IOException {
        this.type = type;
        this.root = Files.createDirectory(directory.resolve(type));
    }

    /// @param directory where the image and the mount point are made
    /// @param type `ext4`, `xfs` or `btrfs`
    static SlowFileSystem onDisk(Path directory, String type) throws IOException {
        SlowFileSystem made = new SlowFileSystem(directory, type);
        try {
            made.mountDisk(directory.resolve(type + ".img").toString());
        } catch (IOException | AssertionError e) {
            made.close();
            throw e;
        }
        return made;
    }

    /// With the files `quick`, `slow` and `broken`, see `fuse_victim.c`.
    static SlowFileSystem inUserSpace(Path directory) throws IOException {
        SlowFileSystem made = new SlowFileSystem(directory, "fuse");
        load("fuse");
        made.serve();
        return made;
    }

    private void mountDisk(String image) throws IOException {
        load("loop");
        load("dm-delay");
        load(type);
        done("truncate", "-s", MIB_320, image);
        String disk = done("losetup", "-f", "--show", image);
        undo.push(() -> done("losetup", "-d", disk));
        done("mkfs." + type, "-q", disk);
        String name = "jig-slow-" + type;
        String sectors = done("blockdev", "--getsz", disk);
        String table = "0 %s delay %s 0 %d".formatted(sectors, disk, DELAY_MILLIS);
        done("dmsetup", "--noudevsync", "create", name, "--table", table);
        undo.push(() -> done("dmsetup", "--noudevsync", "remove", "--retry", name));
        String minor = done("dmsetup", "info", "-c", "--noheadings", "-o", "minor", name);
        done("mount", "-t", type, "/dev/dm-" + minor, root.toString());
        undo.push(() -> done("umount", root.toString()));
    }

    private void serve() throws IOException {
        Process server =
                Tools.start("fuse_victim", root.toString(), Integer.toString(DELAY_MILLIS));
        BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
        String said = out.readLine();
        if (!"mounted".equals(said)) {
            server.destroyForcibly();
            throw new AssertionError("the fuse server: " + said);
        }
        undo.push(() -> end(server));
        undo.push(() -> done("umount", root.toString()));
    }

    private static void end(Process server) throws InterruptedException {
        if (!server.waitFor(LiveJig.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            server.destroyForcibly();
            throw new AssertionError("the fuse server did not end when it was unmounted");
        }
    }

    String type() {
        return type;
    }

    Path file(String name) {
        return root.resolve(name);
    }

    private static void load(String module) {
        done("modprobe", module);
    }

    private static String done(String... command) {
        Tools.Result result = Tools.run(command);
        if (result.exit() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + result.output());
        }
        return result.output().strip();
    }

    @Override
    public void close() throws IOException {
        try {
            while (!undo.isEmpty()) {
                undo.pop().run();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
