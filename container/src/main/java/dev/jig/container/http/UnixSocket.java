// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A connection to a daemon on this machine, with a limit to every wait. Belongs to one thread; an
/// interrupt of that thread closes it.
public final class UnixSocket implements Connection {
    private static final int BUFFER_BYTES = 16 << 10;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private long timeoutMillis = TimeUnit.SECONDS.toMillis(5);

    private UnixSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    /// @throws IOException if nobody listens
    public static UnixSocket connect(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return new UnixSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void limit(long millis) {
        timeoutMillis = millis;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    @Override
    public int read() throws IOException {
        while (!in.hasRemaining()) {
            fill();
        }
        return in.get() & 0xff;
    }

    @Override
    public byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count) {
            if (!in.hasRemaining()) {
                fill();
            }
            int part = Math.min(in.remaining(), count - done);
            in.get(bytes, done, part);
            done += part;
        }
        return bytes;
    }

    private void fill() throws IOException {
        in.clear();
        try {
            int count = channel.read(in);
            if (count == 0) {
                await(SelectionKey.OP_READ);
                count = channel.read(in);
            }
            if (count < 0) {
                throw new EOFException("the connection was closed");
            }
        } finally {
            in.flip();
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        int ready = selector.select(timeoutMillis);
        selector.selectedKeys().clear();
        if (ready == 0) {
            throw new SocketTimeoutException(
                    Thread.currentThread().isInterrupted()
                            ? "interrupted"
                            : "no answer within " + timeoutMillis + " ms");
        }
    }

    @Override
    public void close() {
        try (channel) {
            selector.close();
        } catch (IOException gone) {
            // there is nothing left to close
        }
    }
}
