// SPDX-License-Identifier: Apache-2.0
package dev.jig.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class ReportsTest {
    @TempDir Path directory;
    private Reports reports;
    private Path left;

    @BeforeEach
    void makePlaces() throws IOException {
        reports = new Reports("6.1", directory.resolve("reports"));
        left = Files.createDirectory(directory.resolve("left"));
    }

    private Element suite(String name) throws Exception {
        return read(directory.resolve("reports").resolve(name));
    }

    private static Element read(Path file)
            throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    @Test
    void suitesGetTheKernelsName() throws Exception {
        Files.writeString(
                left.resolve("TEST-junit-jupiter.xml"),
                "<testsuite name=\"JUnit Jupiter\" tests=\"3\"><testcase name=\"a\"/></testsuite>");
        assertThat(reports.take("cli", left)).isTrue();
        Element suite = suite("TEST-cli.xml");
        assertThat(suite.getAttribute("name")).isEqualTo("cli on 6.1");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        Element test = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(test.getAttribute("name")).isEqualTo("a");
    }

    @Test
    void everyReportIsKept() throws Exception {
        Files.writeString(left.resolve("TEST-a.xml"), "<testsuite name=\"a\"/>");
        Files.writeString(left.resolve("TEST-b.xml"), "<testsuite name=\"b\" tests=\"2\"/>");
        assertThat(reports.take("cli", left)).isTrue();
        assertThat(suite("TEST-cli.xml").getAttribute("name")).isEqualTo("cli on 6.1");
        assertThat(suite("TEST-cli-1.xml").getAttribute("tests")).isEqualTo("2");
    }

    @Test
    void nothingLeftIsTold() throws IOException {
        assertThat(reports.take("cli", left)).isFalse();
        assertThat(reports.take("cli", left.resolve("absent"))).isFalse();
    }

    @Test
    void anEndTooEarlyIsAnErrorWithAllThatIsKnown() throws Exception {
        reports.failure("guest", "ended <before>\nKernel \"panic\" & \033[0mmore\uFFFF");
        Element suite = suite("TEST-guest.xml");
        assertThat(suite.getAttribute("name")).isEqualTo("guest on 6.1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        Element error = (Element) suite.getElementsByTagName("error").item(0);
        assertThat(error.getAttribute("message")).isEqualTo("ended <before>");
        assertThat(error.getTextContent()).isEqualTo("ended <before>\nKernel \"panic\" & [0mmore");
    }
}
