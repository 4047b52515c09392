// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.trampoline;

/// What a register or a slot of the stack holds, as far as it matters where the context goes.
///
/// @param number distance from what the kind points to; the value of a constant
record Content(Kind kind, long number) {
    enum Kind {
        /// Certainly neither the context nor a pointer to a stack.
        OTHER,
        CONSTANT,
        /// The context, `number` bytes further.
        CONTEXT,
        /// The function's own frame pointer, `number` bytes further.
        STACK,
        /// Perhaps a pointer to a stack, nobody knows where to.
        SOMEWHERE_ON_STACK,
        /// The context on some paths only, or changed in a way that cannot be followed.
        PERHAPS_CONTEXT
    }

    static final Content OTHER = new Content(Kind.OTHER, 0);
    static final Content SOMEWHERE_ON_STACK = new Content(Kind.SOMEWHERE_ON_STACK, 0);
    static final Content PERHAPS_CONTEXT = new Content(Kind.PERHAPS_CONTEXT, 0);

    static Content constant(long value) {
        return new Content(Kind.CONSTANT, value);
    }

    static Content context(long distance) {
        return new Content(Kind.CONTEXT, distance);
    }

    static Content stack(long distance) {
        return new Content(Kind.STACK, distance);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    /// Whether this may be the context.
    boolean touchesContext() {
        return kind == Kind.CONTEXT || kind == Kind.PERHAPS_CONTEXT;
    }

    /// Whether this may point to a stack.
    boolean touchesStack() {
        return kind == Kind.STACK || kind == Kind.SOMEWHERE_ON_STACK;
    }

    /// What is known where two paths meet.
    Content or(Content other) {
        if (equals(other)) {
            return this;
        }
        if (touchesContext() || other.touchesContext()) {
            return PERHAPS_CONTEXT;
        }
        return touchesStack() || other.touchesStack() ? SOMEWHERE_ON_STACK : OTHER;
    }

    /// After adding a number that is known.
    Content plus(long distance) {
        return switch (kind) {
            case CONTEXT, STACK, CONSTANT -> new Content(kind, number + distance);
            default -> this;
        };
    }

    /// After arithmetic that cannot be followed.
    Content blurred() {
        return touchesContext() ? PERHAPS_CONTEXT : touchesStack() ? SOMEWHERE_ON_STACK : OTHER;
    }
}
