// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.run;

/// How a run went. Unless it ended by the number of events, every event the gadget produced is
/// either delivered or lost.
///
/// @param delivered events given to sinks
/// @param accepted those that count towards the wanted number
/// @param lost events that nobody took fast enough
/// @param end why it ended
public record RunSummary(long delivered, long accepted, long lost, End end) {
    /// Why a run ended.
    public enum End {
        STOPPED,
        TIMEOUT,
        MAX_EVENTS,
        /// Nothing more will come: all data sources are read as often as they should be.
        FINISHED
    }
}
