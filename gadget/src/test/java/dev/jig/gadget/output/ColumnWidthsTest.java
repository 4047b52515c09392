// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.schema.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColumnWidthsTest {
    private static int[] fit(int width, Schemas.Shape... shapes) {
        return ColumnWidths.fitted(Arrays.stream(shapes).map(Schemas.Shape::build).toList(), width);
    }

    private static Schemas.Shape column(int width) {
        return Schemas.column("X", width);
    }

    @Test
    void columnsShareTheLineInProportion() {
        assertThat(fit(62, column(10), column(20))).containsExactly(21, 40);
        assertThat(fit(31, column(10), column(20))).containsExactly(10, 20);
        assertThat(fit(16, column(10), column(20))).containsExactly(5, 10);
    }

    @Test
    void whatIsLeftGoesToTheFirstColumnsOneByOne() {
        assertThat(fit(13, column(5), column(5), column(5))).containsExactly(4, 4, 3);
    }

    @Test
    void fixedColumnsKeepTheirWidth() {
        assertThat(fit(51, column(10).fixed(), column(20))).containsExactly(10, 40);
        assertThat(fit(15, column(10).fixed(), column(20))).containsExactly(10, 4);
    }

    @Test
    void boundsHoldAndOthersTakeTheRest() {
        assertThat(fit(101, column(10).within(0, 12), column(10))).containsExactly(12, 88);
        assertThat(fit(31, column(10).within(20, 0), column(10))).containsExactly(20, 10);
        assertThat(fit(32, column(1).within(7, 7), column(16).within(0, 16), column(16)))
                .containsExactly(7, 12, 11);
    }

    @Test
    void leastWidthsHoldWhenNothingFits() {
        assertThat(fit(10, column(10).within(8, 0), column(10).within(8, 0))).containsExactly(8, 8);
        assertThat(fit(1, column(10), column(10))).containsExactly(1, 1);
    }

    @Test
    void linesAreFilledWheneverTheBoundsAllow() {
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            List<Column> columns = new ArrayList<>();
            int least = 0;
            long most = 0;
            int count = 1 + random.nextInt(8);
            for (int j = 0; j < count; j++) {
                int min = random.nextInt(12);
                int max = random.nextBoolean() ? 0 : min + 1 + random.nextInt(20);
                columns.add(column(1 + random.nextInt(30)).within(min, max).build());
                least += Math.max(1, min);
                most += max == 0 ? Terminal.MAX_WIDTH : max;
            }
            int width = 20 + random.nextInt(200);
            int[] widths = ColumnWidths.fitted(columns, width);
            long expected = Math.clamp((long) width - (count - 1), least, most);
            assertThat(Arrays.stream(widths).sum()).isEqualTo((int) expected);
            for (int j = 0; j < count; j++) {
                assertThat(widths[j]).isGreaterThanOrEqualTo(columns.get(j).minWidth());
            }
        }
    }
}
