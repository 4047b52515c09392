// SPDX-License-Identifier: Apache-2.0
package dev.jig.object.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A type of a kernel that there might be, made by chance.
sealed interface Shape {
    /// Types of one sort may stand for each other in a field.
    String sort();

    record Number(int size, boolean signed) implements Shape {
        @Override
        public String sort() {
            return "number";
        }
    }

    record Pointer() implements Shape {
        @Override
        public String sort() {
            return "pointer";
        }
    }

    record Series(Shape element, int count) implements Shape {
        @Override
        public String sort() {
            return "series of " + element.sort();
        }
    }

    record Group(boolean union, List<Part> parts) implements Shape {
        @Override
        public String sort() {
            return "group";
        }
    }

    /// @param name `""` for an unnamed member
    /// @param bits width of a bit field, 0 if it is none
    record Part(String name, Shape shape, int bits) {}

    /// Makes shapes, and others that resemble them as one kernel's types resemble another's.
    final class Maker {
        private final Random random;
        private int names;

        Maker(Random random) {
            this.random = random;
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        Group group(int depth) {
            List<Part> parts = new ArrayList<>();
            for (int count = random.nextInt(1, 7); count > 0; count--) {
                parts.add(part(depth));
            }
            return new Group(chance(25), parts);
        }

        private Part part(int depth) {
            if (depth > 0 && chance(25)) {
                return new Part("", group(depth - 1), 0);
            }
            String name = "m" + names++;
            if (chance(25)) {
                Number number = number();
                return new Part(name, number, random.nextInt(1, number.size * 8));
            }
            return new Part(name, shape(depth), 0);
        }

        private Shape shape(int depth) {
            return switch (random.nextInt(depth > 0 ? 6 : 3)) {
                case 0, 1 -> number();
                case 2 -> new Pointer();
                case 3 -> new Series(shape(depth - 1), random.nextInt(1, 4));
                default -> group(depth - 1);
            };
        }

        private Number number() {
            return new Number(1 << random.nextInt(4), random.nextBoolean());
        }

        /// What became of the group in another version.
        Group changed(Group group) {
            List<Part> parts = new ArrayList<>();
            for (Part part : group.parts) {
                if (!chance(10)) {
                    parts.add(changed(part));
                }
            }
            while (chance(40)) {
                parts.add(part(1));
            }
            Collections.shuffle(parts, random);
            return new Group(chance(10) != group.union, wrapped(parts));
        }

        private Part changed(Part part) {
            if (part.bits > 0) {
                return chance(20)
                        ? new Part(part.name, number(), 0)
                        : new Part(part.name, part.shape, random.nextInt(1, part.bits + 1));
            }
            return new Part(part.name, changed(part.shape), 0);
        }

        private Shape changed(Shape shape) {
            if (chance(8)) {
                return shape(1);
            }
            return switch (shape) {
                case Number number -> chance(30) ? number() : number;
                case Pointer pointer -> pointer;
                case Series series ->
                        new Series(changed(series.element), random.nextInt(1, series.count + 2));
                case Group group -> changed(group);
            };
        }

        /// Puts some neighbours into an unnamed struct or union.
        private List<Part> wrapped(List<Part> parts) {
            if (parts.size() < 2 || chance(60)) {
                return parts;
            }
            int from = random.nextInt(parts.size());
            int to = random.nextInt(from, parts.size()) + 1;
            List<Part> wrapped = new ArrayList<>(parts.subList(0, from));
            wrapped.add(new Part("", new Group(chance(30), parts.subList(from, to)), 0));
            wrapped.addAll(parts.subList(to, parts.size()));
            return wrapped;
        }
    }
}
