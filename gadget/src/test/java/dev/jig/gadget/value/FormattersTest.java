// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jig.gadget.output.OutputMode;
import dev.jig.gadget.output.Schemas;
import dev.jig.gadget.output.TestNames;
import dev.jig.gadget.output.TestRecord;
import dev.jig.gadget.schema.DataSource;
import dev.jig.gadget.schema.FieldType;
import dev.jig.gadget.schema.FieldType.Address;
import dev.jig.gadget.schema.FieldType.BitNames;
import dev.jig.gadget.schema.FieldType.Choice;
import dev.jig.gadget.schema.FieldType.EnumeratorName;
import dev.jig.gadget.schema.FieldType.Real;
import dev.jig.gadget.schema.FieldType.Whole;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormattersTest {
    private static String text(TestRecord record, FieldType type) {
        String json = record.json(type);
        assertThat(json).startsWith("\"").endsWith("\"");
        return json.substring(1, json.length() - 1);
    }

    private static String u32(int value, FieldType type) {
        return text(new TestRecord(4).u32(0, value), type);
    }

    private static String u64(long value, FieldType type) {
        return text(new TestRecord(8).u64(0, value), type);
    }

    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "2, ENOENT",
        "-2, ENOENT",
        "1, EPERM",
        "110, ETIMEDOUT",
        "512, ERESTARTSYS",
        "134, error#134",
        "-5000, error#-5000",
        "-2147483648, error#-2147483648",
    })
    void errnos(int number, String name) {
        assertThat(u32(number, new FieldType.ErrnoName(0))).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "0, signal#0",
        "9, SIGKILL",
        "15, SIGTERM",
        "31, SIGSYS",
        "32, signal#32",
        "33, signal#33",
        "34, SIGRTMIN",
        "37, SIGRTMIN+3",
        "64, SIGRTMAX",
        "65, signal#65",
        "-1, signal#4294967295",
    })
    void signals(int number, String name) {
        assertThat(u32(number, new FieldType.SignalName(0))).isEqualTo(name);
    }

    @Test
    void syscalls() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        assertThat(u64(arm ? 93 : 60, new FieldType.SyscallName(0))).isEqualTo("SYS_EXIT");
        assertThat(u64(arm ? 49 : 80, new FieldType.SyscallName(0))).isEqualTo("SYS_CHDIR");
        assertThat(u64(arm ? 57 : 3, new FieldType.SyscallName(0))).isEqualTo("SYS_CLOSE");
        assertThat(u64(1 << 20, new FieldType.SyscallName(0))).isEqualTo("SYS_UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "9, 9 B",
        "512, 512 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1048576, 1.0 MB",
        "1000000, 1.0 MB",
        "1250000, 1.3 MB",
        "12500000, 12 MB",
        "13500000, 14 MB",
        "256000000, 256 MB",
        "5000000000000, 5.0 TB",
        "-1, 18 EB",
    })
    void byteCounts(long bytes, String expected) {
        assertThat(u64(bytes, new FieldType.ByteCount(0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ns",
        "10, 10ns",
        "999, 999ns",
        "1000, 1.00µs",
        "10000, 10.00µs",
        "10006, 10.01µs",
        "150000000, 150.00ms",
        "1000000000, 1s",
        "3250000000, 3.25s",
        "1000000001, 1.000000001s",
        "90500000000, 1m30.5s",
        "300000000000, 5m0s",
        "9000000000000, 2h30m0s",
        "-1, 5124095h34m33.709551615s",
    })
    void durations(long nanos, String expected) {
        assertThat(u64(nanos, new FieldType.Duration(0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0644, rw-r--r--",
        "0100755, rwxr-xr-x",
        "0, ---------",
        "04755, rwsr-xr-x",
        "02644, rw-r-Sr--",
        "01777, rwxrwxrwt",
        "01000, --------T",
    })
    void fileModes(String octal, String expected) {
        int mode = Integer.parseInt(octal, 8);
        assertThat(u32(mode, new FieldType.FileMode(0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, O_RDONLY",
        "1, O_WRONLY",
        "3, O_ACCMODE",
        "0102, O_RDWR|O_CREAT",
        "02001101, O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC",
        "0100000000, O_RDONLY",
    })
    void fileFlags(String octal, String expected) {
        int flags = Integer.parseInt(octal, 8);
        assertThat(u32(flags, new FieldType.FileFlags(0))).isEqualTo(expected);
    }

    @Test
    void accounts() {
        assertThat(u32(0, new FieldType.UserName(0))).isEqualTo("root");
        assertThat(u32(1000, new FieldType.GroupName(0))).isEqualTo("ann");
        assertThat(u32(5, new FieldType.UserName(0))).isEqualTo("uid:5");
        assertThat(u32(-1, new FieldType.GroupName(0))).isEqualTo("gid:4294967295");
    }

    @Test
    void longAccountNamesAreCut() {
        DataSource source =
                Schemas.source("x", 4, List.of(Schemas.field("u", new FieldType.UserName(0))));
        TestNames names = TestNames.utc().user(3, "n".repeat(5000));
        assertThat(new TestRecord(4).u32(0, 3).print(OutputMode.JSON, source, names))
                .isEqualTo("{\"u\":\"" + "n".repeat(256) + "\"}\n");
    }

    @Test
    void bytesBehindTheStructure() {
        TestRecord record = new TestRecord(12).u32(0, 3).bytes(4, 0, 0xab, 0x10, 0xff, 1, 2, 3, 4);
        Whole length = new Whole(0, 4, false);
        assertThat(text(record, new FieldType.Rest(4, 100, length))).isEqualTo("00ab10");
        assertThat(text(record, new FieldType.Rest(4, 2, length))).isEqualTo("00ab");
        assertThat(text(record, new FieldType.Rest(4, 100, null))).isEqualTo("00ab10ff01020304");
        assertThat(text(record.u32(0, -1), new FieldType.Rest(4, 100, length))).hasSize(16);
        assertThat(text(record.cut(2), new FieldType.Rest(4, 100, null))).isEmpty();
    }

    @Test
    void environmentVariables() {
        DataSource source =
                Schemas.source(
                        "x", 4, List.of(Schemas.field("e", new FieldType.Environment("WHERE"))));
        TestNames names = TestNames.utc().variable("WHERE", "room \"4\"\n");
        assertThat(new TestRecord(4).print(OutputMode.JSON, source, names))
                .isEqualTo("{\"e\":\"room \\\"4\\\"\\n\"}\n");
        assertThat(u32(0, new FieldType.Environment("WHERE"))).isEmpty();
    }

    @Test
    void enumerators() {
        List<Choice> choices =
                List.of(
                        new Choice("ZERO", 0),
                        new Choice("ALSO_ZERO", 0),
                        new Choice("BIG", 0xffff_ffffL),
                        new Choice("TWO", 2));
        FieldType type = new EnumeratorName(new Whole(0, 4, false), choices);
        assertThat(u32(0, type)).isEqualTo("ZERO");
        assertThat(u32(2, type)).isEqualTo("TWO");
        assertThat(u32(-1, type)).isEqualTo("BIG");
        assertThat(u32(3, type)).isEqualTo("UNKNOWN");
        FieldType negative =
                new EnumeratorName(new Whole(0, 4, true), List.of(new Choice("MINUS", -1)));
        assertThat(u32(-1, negative)).isEqualTo("MINUS");
        assertThat(u32(1, negative)).isEqualTo("UNKNOWN");
    }

    @Test
    void bitSets() {
        List<Choice> choices =
                List.of(new Choice("READ", 1), new Choice("WRITE", 2), new Choice("BOTH", 3));
        FieldType type = new BitNames(new Whole(0, 4, false), choices, "|");
        assertThat(u32(0, type)).isEmpty();
        assertThat(u32(1, type)).isEqualTo("READ");
        assertThat(u32(7, type)).isEqualTo("READ|WRITE|BOTH|0x4");
        assertThat(u32(1 << 31, type)).isEqualTo("0x80000000");
        assertThat(u32(0x12, type)).isEqualTo("WRITE|0x10");
    }

    @ParameterizedTest
    @CsvSource({"6, TCP", "17, UDP", "1, ICMP", "200, proto#200", "65535, proto#65535"})
    void protocols(int number, String name) {
        assertThat(text(new TestRecord(2).u16(0, number), new FieldType.ProtocolName(0)))
                .isEqualTo(name);
    }

    private static TestRecord address(String text, int version) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(text).getAddress();
        TestRecord record = new TestRecord(20).u8(16, version).u16(18, 443);
        for (int i = 0; i < bytes.length; i++) {
            record.u8(i, bytes[i]);
        }
        return record;
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.0.1, 4, 192.168.0.1, 192.168.0.1:443",
        "2001:db8:0:0:1:0:0:1, 6, 2001:db8::1:0:0:1, [2001:db8::1:0:0:1]:443",
        "0:0:0:0:0:0:0:0, 6, ::, [::]:443",
        "0:0:0:0:0:0:0:1, 6, ::1, [::1]:443",
        "1:0:0:0:0:0:0:0, 6, 1::, [1::]:443",
        "1:0:2:0:3:0:4:0, 6, 1:0:2:0:3:0:4:0, [1:0:2:0:3:0:4:0]:443",
        "2001:0:0:1:0:0:0:1, 6, 2001:0:0:1::1, [2001:0:0:1::1]:443",
        "fe80:0:0:0:ffff:ffff:ffff:ffff, 6, fe80::ffff:ffff:ffff:ffff,"
                + " [fe80::ffff:ffff:ffff:ffff]:443",
    })
    void addresses(String from, int version, String address, String endpoint)
            throws UnknownHostException {
        Address type = new Address(0, 16);
        TestRecord record = address(from, version);
        assertThat(text(record, type)).isEqualTo(address);
        assertThat(text(record, new FieldType.Endpoint(type, new Whole(18, 2, false))))
                .isEqualTo(endpoint);
    }

    @Test
    void mappedAndUnknownAddresses() {
        TestRecord record = new TestRecord(20).bytes(10, 0xff, 0xff, 10, 0, 0, 7, 6);
        assertThat(text(record, new Address(0, 16))).isEqualTo("::ffff:10.0.0.7");
        assertThat(text(record.u8(16, 5), new Address(0, 16))).isEmpty();
    }

    @Test
    void realsReadBackAsTheSame() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            double value = anyReal(random, i);
            if (Double.isFinite(value)) {
                TestRecord record = new TestRecord(8).u64(0, Double.doubleToRawLongBits(value));
                assertThat(Double.parseDouble(record.json(new Real(0, 8)))).isEqualTo(value);
            }
            float single = i % 2 == 0 ? (float) value : random.nextInt(1000) / 10f;
            if (Float.isFinite(single)) {
                TestRecord record = new TestRecord(4).u32(0, Float.floatToRawIntBits(single));
                assertThat(Float.parseFloat(record.json(new Real(0, 4)))).isEqualTo(single);
            }
        }
    }

    private static double anyReal(Random random, int kind) {
        return switch (kind % 4) {
            case 0 -> random.nextInt(2_000_000) / 1000.0;
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextDouble();
            default -> random.nextInt();
        };
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "1, 1", "-2.5, -2.5", "0, 0", "100.25, 100.25", "1e-7, 0.0000001"})
    void realsAreShort(double value, String expected) {
        TestRecord record = new TestRecord(8).u64(0, Double.doubleToRawLongBits(value));
        assertThat(record.json(new Real(0, 8))).isEqualTo(expected);
        TestRecord single = new TestRecord(4).u32(0, Float.floatToRawIntBits((float) value));
        assertThat(single.json(new Real(0, 4))).isEqualTo(expected);
    }
}
