// SPDX-License-Identifier: Apache-2.0
package dev.jig.container;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What a source told, waited for.
public final class Told implements ContainerSink, AutoCloseable {
    private static final long PATIENCE_MILLIS = 30_000;

    private final List<Container> containers = new ArrayList<>();
    private final List<Kubernetes> pods = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final Thread thread;
    private String failure = "";

    /// Follows a source on a thread of its own.
    public Told(Source source) {
        thread = Thread.ofPlatform().daemon().start(() -> follow(source));
    }

    private void follow(Source source) {
        try {
            source.follow(this, this::answered);
            fail("ended");
        } catch (java.io.IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    private synchronized void answered(String detail) {
        answers.add(detail);
        notifyAll();
    }

    private synchronized void fail(String why) {
        failure = why;
        notifyAll();
    }

    @Override
    public synchronized void learn(Container facts) {
        containers.add(facts);
        notifyAll();
    }

    @Override
    public synchronized void learnPod(Kubernetes pod) {
        pods.add(pod);
        notifyAll();
    }

    /// The first that fits.
    public Container container(Predicate<Container> wanted) throws InterruptedException {
        return await(containers, wanted);
    }

    public Kubernetes pod(Predicate<Kubernetes> wanted) throws InterruptedException {
        return await(pods, wanted);
    }

    public String answer() throws InterruptedException {
        return await(answers, _ -> true);
    }

    private synchronized <T> T await(List<T> told, Predicate<T> wanted)
            throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            for (T each : told) {
                if (wanted.test(each)) {
                    return each;
                }
            }
            long left = end - System.currentTimeMillis();
            if (left <= 0 || !failure.isEmpty()) {
                throw new AssertionError("not told: " + told + ", failure: " + failure);
            }
            wait(left);
        }
    }

    /// Why it ended.
    public synchronized String failure() throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (failure.isEmpty() && System.currentTimeMillis() < end) {
            wait(PATIENCE_MILLIS);
        }
        return failure;
    }

    public synchronized List<Container> containers() {
        return List.copyOf(containers);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
