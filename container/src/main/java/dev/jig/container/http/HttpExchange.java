// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;

/// A GET by HTTP/1.1 and its answer, whole or as it comes. Three calls of a daemon's API do not
/// need more of the protocol. Belongs to one thread.
public final class HttpExchange {
    private static final int OK = 200;
    private static final int MAX_LINE = 8192;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_BODY = 16 << 20;

    private final Connection socket;
    private boolean chunked;
    private long left;
    private byte[] pending = new byte[0];
    private int pendingAt;

    private HttpExchange(Connection socket) {
        this.socket = socket;
    }

    /// Asks and reads the answer's head.
    ///
    /// @throws NotOkException if the answer is not 200; it was read to its end
    public static HttpExchange get(Connection socket, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: jig\r\nAccept: */*\r\n\r\n";
        socket.write(request.getBytes(US_ASCII));
        HttpExchange exchange = new HttpExchange(socket);
        exchange.head(path);
        return exchange;
    }

    private void head(String path) throws IOException {
        String[] status = line().split(" ", 3);
        for (int i = 0; ; i++) {
            String header = line();
            if (header.isEmpty()) {
                break;
            }
            if (i > MAX_HEADERS) {
                throw new IOException("too many headers");
            }
            header(header.toLowerCase(Locale.ROOT));
        }
        if (status.length < 2 || !status[1].equals(Integer.toString(OK))) {
            body();
            throw new NotOkException("GET " + path + ": " + String.join(" ", status));
        }
    }

    private void header(String header) throws IOException {
        int colon = header.indexOf(':');
        String value = colon < 0 ? "" : header.substring(colon + 1).strip();
        switch (colon < 0 ? "" : header.substring(0, colon)) {
            case "transfer-encoding" -> chunked = value.contains("chunked");
            case "content-length" -> left = number(value, 10);
            default -> {}
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = socket.read(); next != '\n'; next = socket.read()) {
            if (line.size() >= MAX_LINE) {
                throw new IOException("a line that is too long");
            }
            line.write(next);
        }
        return line.toString(US_ASCII).stripTrailing();
    }

    /// The rest of the answer.
    public byte[] body() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part = part(); part.length > 0; part = part()) {
            if (body.size() + part.length > MAX_BODY) {
                throw new IOException("an answer of more than 16 MiB");
            }
            body.writeBytes(part);
        }
        return body.toByteArray();
    }

    /// The next line of an answer that has one text a line; null after the last.
    public byte @org.jspecify.annotations.Nullable [] nextLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int end = indexOf(pending, pendingAt);
            if (end >= 0) {
                line.write(pending, pendingAt, end - pendingAt);
                pendingAt = end + 1;
                return line.toByteArray();
            }
            line.write(pending, pendingAt, pending.length - pendingAt);
            pending = part();
            pendingAt = 0;
            if (pending.length == 0) {
                return null;
            }
            if (line.size() > MAX_BODY) {
                throw new IOException("a line of more than 16 MiB");
            }
        }
    }

    private static int indexOf(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /// The next piece of the body, empty at its end.
    private byte[] part() throws IOException {
        if (!chunked) {
            int size = Math.clamp(left, 0, MAX_LINE);
            left -= size;
            return socket.read(size);
        }
        long size = number(line().split(";", 2)[0].strip(), 16);
        if (size > MAX_BODY) {
            throw new IOException("a chunk of more than 16 MiB");
        }
        byte[] chunk = socket.read((int) size);
        line();
        return chunk;
    }

    private static long number(String text, int radix) throws IOException {
        try {
            long number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("not a size: " + text, e);
        }
        throw new IOException("not a size: " + text);
    }
}
