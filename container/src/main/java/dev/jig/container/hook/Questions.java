// SPDX-License-Identifier: Apache-2.0
package dev.jig.container.hook;

import dev.jig.ebpf.sys.Fanotify;
import dev.jig.ebpf.sys.Fanotify.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// The questions of a fanotify group that are not answered yet. Each is worked on by a thread of
/// its own and answered when that is done or when its time is up, whichever comes first: a file
/// that hangs never holds a container.
public final class Questions {
    /// How long a process waits at most. An answer takes milliseconds; this is for a machine whose
    /// processors have thirty others to run each, where it took more than half a second.
    static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Fanotify group;
    private final ExecutorService workers;
    private final Consumer<Question> work;
    private final List<Held> held = new ArrayList<>();

    private record Held(Question question, long since, AtomicBoolean answered) {}

    /// @param work is done before a question is answered
    public Questions(Fanotify group, ExecutorService workers, Consumer<Question> work) {
        this.group = group;
        this.workers = workers;
        this.work = work;
    }

    /// Takes the questions there are.
    public void read() {
        for (Question question : group.read()) {
            Held asked = new Held(question, System.nanoTime(), new AtomicBoolean());
            synchronized (held) {
                held.add(asked);
            }
            try {
                workers.execute(() -> handle(asked));
            } catch (RejectedExecutionException closing) {
                answer(asked);
            }
        }
    }

    private void handle(Held asked) {
        try {
            work.accept(asked.question());
        } finally {
            answer(asked);
        }
    }

    private void answer(Held asked) {
        if (asked.answered().compareAndSet(false, true)) {
            group.allow(asked.question());
        }
        synchronized (held) {
            held.remove(asked);
        }
    }

    /// Answers those whose time is up.
    ///
    /// @return whether there are others
    public boolean answerOverdue() {
        List<Held> overdue;
        boolean others;
        synchronized (held) {
            long now = System.nanoTime();
            overdue = held.stream().filter(h -> now - h.since() >= MAX_NANOS).toList();
            others = overdue.size() < held.size();
        }
        overdue.forEach(this::answer);
        return others;
    }
}
