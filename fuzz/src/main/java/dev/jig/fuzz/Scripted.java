// SPDX-License-Identifier: Apache-2.0
package dev.jig.fuzz;

import dev.jig.container.http.Connection;
import java.io.EOFException;
import java.util.Arrays;

/// A server that says what it was told to, whatever it is asked.
final class Scripted implements Connection {
    private final byte[] bytes;
    private int at;

    Scripted(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public void limit(long millis) {
        // nobody waits for it
    }

    @Override
    public void write(byte[] ignored) {
        // it does not listen
    }

    @Override
    public int read() throws EOFException {
        return read(1)[0] & 0xff;
    }

    @Override
    public byte[] read(int count) throws EOFException {
        Checks.require(count >= 0, "a negative number of bytes was asked for");
        if (count > bytes.length - at) {
            throw new EOFException("the connection was closed");
        }
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    @Override
    public void close() {
        at = bytes.length;
    }
}
