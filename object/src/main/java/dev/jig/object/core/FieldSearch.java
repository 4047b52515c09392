// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

/// What came of looking for a local field in a target type.
sealed interface FieldSearch permits FieldPlace, FieldMiss {}
