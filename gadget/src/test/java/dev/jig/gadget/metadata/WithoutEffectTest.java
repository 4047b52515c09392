// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WithoutEffectTest {
    @Test
    void whatIsForOtherToolsIsNamed() {
        String yaml =
                """
                annotations:
                  enable-containers-datasource: "true"
                  team.owner: me
                operator:
                  process:
                    emitstats: true
                datasources:
                  exec:
                    annotations:
                      metrics.collect: "true"
                      cli.default-output-mode: json
                    fields:
                      proc.pid:
                        annotations:
                          metrics.type: key
                          description: Process
                """;
        assertThat(WithoutEffect.of(MetadataReader.read("gadget.yaml", yaml)))
                .containsExactly(
                        "enable-containers-datasource: jig list-containers --watch shows them",
                        "metrics.collect of data source exec: jig exports no metrics",
                        "metrics.type of field exec.proc.pid: jig exports no metrics",
                        "operator.process.emitstats: jig has no such operator");
    }
}
