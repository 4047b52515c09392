// SPDX-License-Identifier: Apache-2.0
package dev.jig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class StopRequestTest {
    private final AtomicInteger stopped = new AtomicInteger();
    private final StopRequest request = new StopRequest();

    @Test
    void stopsOnceHoweverOftenItIsMade() {
        request.whenMade(stopped::incrementAndGet);
        assertThat(request.made()).isFalse();
        request.make();
        request.make();
        assertThat(stopped).hasValue(1);
        assertThat(request.made()).isTrue();
    }

    @Test
    void aRequestMadeBeforeAnythingRunsIsKept() {
        request.make();
        request.whenMade(stopped::incrementAndGet);
        assertThat(stopped).hasValue(1);
    }
}
