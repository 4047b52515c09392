// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jig.gadget.UsageException;
import dev.jig.gadget.output.Schemas;
import dev.jig.gadget.output.TestNames;
import dev.jig.gadget.output.TestRecord;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Whole;
import dev.jig.gadget.schema.FieldType.WholeList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {
    private static boolean passes(String filter, TestRecord record, DataSource source) {
        try (EventFilter parsed = EventFilter.parse(filter, source, TestNames.utc())) {
            return record.in(parsed::test);
        }
    }

    private static boolean signal(String filter) {
        return passes(filter, TestRecord.signal(), Schemas.signal());
    }

    private static boolean exec(String filter) {
        TestRecord record = TestRecord.exec("/bin/sh", "-c", "rm -rf /tmp/x, y");
        return passes(filter, record, Schemas.exec());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proc.pid==4242",
                "proc.pid=4242",
                "proc.pid!=1",
                "proc.pid<4243",
                "proc.pid<=4242",
                "proc.pid>4241",
                "proc.pid>=4242",
                "PROC.Pid==4242",
                "pid==4242",
                "comm==bash",
                "comm=bash",
                "comm!=zsh",
                "comm<bat",
                "comm<=bash",
                "comm>bas",
                "comm>=bash",
                "comm~^ba",
                "comm~as",
                "comm!~^as",
                "comm~(?i)BASH",
                "comm~^b.*h$",
                "sig==SIGTERM",
                "sig~TERM",
                "sig!=SIGKILL",
                "sig_raw==15",
                "error_raw==0",
                "error!~.",
                "proc.creds.user==ann",
                "proc.creds.group==gid:1001",
                "timestamp==2026-11-21T04:00:05.000000123Z",
                "timestamp~^2026-11",
                "timestamp_raw>=1795233605000000123",
                "timestamp_raw<1795233605000000124",
                "proc.mntns_id==4026531841",
                "pid==4242,comm==bash, sig==SIGTERM",
            })
    void rulesThatHold(String filter) {
        assertThat(signal(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pid==4243",
                "pid!=4242",
                "pid<4242",
                "pid<=4241",
                "pid>4242",
                "pid>=4243",
                "comm==bas",
                "comm==bashh",
                "comm!=bash",
                "comm<bash",
                "comm>bash",
                "comm~^as",
                "comm!~as",
                "sig==sigterm",
                "sig==SIGKILL",
                "pid==4242,comm==zsh",
                "timestamp_raw!=1795233605000000123",
                "proc.creds.user==root",
            })
    void rulesThatDoNot(String filter) {
        assertThat(signal(filter)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "args==-c",
                "args==/bin/sh",
                "args~^-c$",
                "args~sh -c rm",
                "args~^rm",
                "args==/bin/sh -c rm -rf /tmp/x\\, y",
                "args!=-d",
                "args!~^x",
                "error==ENOENT",
                "from_rootfs==true,tty==34816",
                "args==rm -rf /tmp/x\\, y",
                "args~x\\, y$",
                "args~/tmp/x\\W",
                "args~/tmp/x\\\\W",
            })
    void listsHoldIfOneElementOrTheWholeDoes(String filter) {
        assertThat(exec(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"args==rm", "args!=-c", "args~^c", "args!~rm", "args==-c,pid==1"})
    void listsThatDoNotHold(String filter) {
        assertThat(exec(filter)).isFalse();
    }

    @Test
    void emptyListsMatchNothing() {
        TestRecord record = TestRecord.exec();
        assertThat(passes("args~.*", record, Schemas.exec())).isFalse();
        assertThat(passes("args!=x", record, Schemas.exec())).isTrue();
    }

    private static DataSource numbers() {
        return Schemas.source(
                "numbers",
                40,
                List.of(
                        Schemas.field("u8", new Whole(0, 1, false)),
                        Schemas.field("i8", new Whole(0, 1, true)),
                        Schemas.field("u64", new Whole(8, 8, false)),
                        Schemas.field("i64", new Whole(8, 8, true)),
                        Schemas.field("real", new Real(16, 8)),
                        Schemas.field("flag", new FieldType.Bool(0)),
                        Schemas.field("list", new WholeList(24, 4, true, 3)),
                        Schemas.field("raw", new FieldType.Raw(0, 2))));
    }

    private static boolean number(String filter) {
        TestRecord record =
                new TestRecord(40)
                        .u8(0, 0xff)
                        .u64(8, -1)
                        .u64(16, Double.doubleToLongBits(2.5))
                        .u32(24, -7)
                        .u32(28, 8)
                        .u32(32, 9);
        return passes(filter, record, numbers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u8==255",
                "i8==-1",
                "i8<0",
                "u64==18446744073709551615",
                "u64>9223372036854775807",
                "i64==-1",
                "i64<0",
                "real==2.5",
                "real>2",
                "real<=2.50",
                "real!=-2.5",
                "real<1e3",
                "flag==true",
                "flag=1",
                "flag!=false",
                "flag!=0",
                "list==8",
                "list!=7",
                "raw==ff00",
            })
    void numbersAreComparedByTheirType(String filter) {
        assertThat(number(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flag==false", "flag!=1", "list!=8", "list==7", "real!=2.5", "u64<5"})
    void numbersThatDoNotFit(String filter) {
        assertThat(number(filter)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "incomplete|an operator is missing (there are: == != < <= > >= ~ !~)",
                "comm==|a value is missing after \"==\"",
                "comm=|a value is missing after \"=\"",
                "comm~|a value is missing after \"~\"",
                "comm===def|there is no operator \"===\" (there are: == != < <= > >= ~ !~)",
                "comm!==def|there is no operator \"!==\" (there are: == != < <= > >= ~ !~)",
                "comm!def|there is no operator \"!\" (there are: == != < <= > >= ~ !~)",
                "comm!|there is no operator \"!\" (there are: == != < <= > >= ~ !~)",
                "comm:|an operator is missing (there are: == != < <= > >= ~ !~)",
                ":|an operator is missing (there are: == != < <= > >= ~ !~)",
                "==x|a field name is missing",
                "''|a field name is missing",
                "comn==x|data source \"signal\" has no field \"comn\" (did you mean \"comm\"?)",
                "pid==x|\"x\" is not a decimal whole number",
                "pid==0x10|\"0x10\" is not a decimal whole number",
                "pid==-1|field \"pid\" is never -1 (it is from 0 to 4294967295)",
                "pid==4294967296|field \"pid\" is never 4294967296 (it is from 0 to 4294967295)",
                "pid~1|\"~\" is for text and field \"pid\" is a number",
                "comm~(|\"(\" is not a regular expression: missing closing )",
                "comm~a{1001}|\"a{1001}\" is not a regular expression: invalid repeat count",
            })
    void whatMakesNoSenseIsRefused(String filter, String fact) {
        assertThatThrownBy(() -> signal(filter))
                .isInstanceOf(UsageException.class)
                .hasMessage("reading filter \"" + filter + "\": " + fact);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flag==yes|\"yes\" is not true or false",
                "flag<true|\"<\" does not fit field \"flag\", which is true or false (use == or"
                        + " !=)",
                "list<3|\"<\" does not fit field \"list\", which is a list (use == or !=)",
                "real==NaN|\"NaN\" is not a decimal number",
                "u8==256|field \"u8\" is never 256 (it is from 0 to 255)",
                "i8==128|field \"i8\" is never 128 (it is from -128 to 127)",
            })
    void valuesMustFitTheField(String filter, String fact) {
        assertThatThrownBy(() -> number(filter))
                .isInstanceOf(UsageException.class)
                .hasMessage("reading filter \"" + filter + "\": " + fact);
    }

    @Test
    void theRuleThatFailsIsNamed() {
        assertThatThrownBy(() -> signal("pid==1,,comm==x"))
                .hasMessage("reading filter \"\": a field name is missing");
        assertThatThrownBy(() -> signal("pid==1, comn==x"))
                .hasMessageStartingWith("reading filter \" comn==x\": ");
    }

    @Test
    void regularExpressionsSeeCharacters() {
        DataSource source =
                Schemas.source("t", 16, List.of(Schemas.field("x", new FieldType.Text(0, 16))));
        TestRecord record = new TestRecord(16).text(0, "é\u202e😀");
        assertThat(passes("x~^.\u202e.$", record, source)).isTrue();
        assertThat(passes("x~^...$", record, source)).isTrue();
        assertThat(passes("x==é\u202e😀", record, source)).isTrue();
        record.u8(0, 0xff).u8(1, 'a');
        assertThat(passes("x~^\ufffda", record, source)).isTrue();
    }

    @Test
    void shortRecordsReadAsZeros() {
        TestRecord record = TestRecord.signal().cut(8);
        assertThat(passes("pid==0,comm!~.,sig==signal#0", record, Schemas.signal())).isTrue();
    }
}
