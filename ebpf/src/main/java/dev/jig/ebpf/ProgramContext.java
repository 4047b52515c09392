// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf;

import dev.jig.object.ObjectSpec;
import java.util.Map;

/// What all programs of an object are loaded with.
///
/// @param maps by name
/// @param btfFd the object's types in the kernel, 0 for none
record ProgramContext(ObjectSpec object, Map<String, BpfMap> maps, int btfFd) {}
