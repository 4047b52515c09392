// SPDX-License-Identifier: Apache-2.0
package dev.jig.ebpf.sys;

/// Addresses of one batch operation on a map.
///
/// @param previous the cursor the previous batch left, 0 for the first batch
/// @param next where the kernel leaves its cursor
/// @param count how many entries there is room for, or how many are given
public record BatchCall(int mapFd, long previous, long next, long keys, long values, int count) {}
