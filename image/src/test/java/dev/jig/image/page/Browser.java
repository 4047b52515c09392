// SPDX-License-Identifier: Apache-2.0
package dev.jig.image.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A headless Chromium that shows one file, driven by its DevTools protocol.
final class Browser implements AutoCloseable {
    private static final long SECONDS = 120;
    private static final Pattern SOCKET =
            Pattern.compile("\"webSocketDebuggerUrl\": *\"(ws://[^\"]*/page/[^\"]*)\"");

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    /// @param directory for the browser's files
    Browser(Path file, Path directory) throws Exception {
        Path profile = Files.createDirectory(directory.resolve("profile"));
        ProcessBuilder command =
                new ProcessBuilder(
                                "chromium",
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                file.toUri().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("chromium.log").toFile());
        command.environment().put("TMPDIR", directory.toString());
        process = command.start();
        socket = connect(profile.resolve("DevToolsActivePort"));
    }

    static boolean present() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "chromium")));
    }

    private WebSocket connect(Path portFile) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            String address = socketAddress(portFile);
            if (address != null) {
                return client.newWebSocketBuilder()
                        .buildAsync(URI.create(address), new Answers())
                        .get(SECONDS, TimeUnit.SECONDS);
            }
            Thread.sleep(50);
        }
        throw new AssertionError("chromium does not start");
    }

    /// Null as long as the browser is not ready.
    private @Nullable String socketAddress(Path portFile) throws InterruptedException {
        try {
            String port = Files.readAllLines(portFile).getFirst();
            URI list = URI.create("http://127.0.0.1:" + port + "/json");
            HttpResponse<String> response =
                    client.send(
                            HttpRequest.newBuilder(list).build(),
                            HttpResponse.BodyHandlers.ofString());
            Matcher matcher = SOCKET.matcher(response.body());
            return matcher.find() ? matcher.group(1) : null;
        } catch (IOException | NoSuchElementException notYet) {
            return null;
        }
    }

    /// The browser's answer to an expression of JavaScript, as it sends it.
    ///
    /// @param expression without double quotes
    String evaluate(String expression) throws Exception {
        answers.clear();
        socket.sendText(
                        "{\"id\":1,\"method\":\"Runtime.evaluate\",\"params\":{\"expression\":\""
                                + expression
                                + "\",\"returnByValue\":true}}",
                        true)
                .get(SECONDS, TimeUnit.SECONDS);
        String answer = answers.poll(SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("chromium does not answer: " + expression);
        }
        return answer;
    }

    /// Waits until the file is shown.
    void awaitLoaded() throws Exception {
        await("location.protocol + document.readyState", "file:complete");
    }

    /// Waits until the answer to an expression has that in it.
    void await(String expression, String expected) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!evaluate(expression).contains(expected)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("chromium never says " + expected + ": " + expression);
            }
            Thread.sleep(50);
        }
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                answers.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        helpers.forEach(ProcessHandle::destroyForcibly);
        helpers.forEach(helper -> helper.onExit().join());
        client.shutdownNow();
    }
}
