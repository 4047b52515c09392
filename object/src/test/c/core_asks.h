// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs of one CO-RE record each.

#define FIELD_BYTE_OFFSET 0
#define FIELD_BYTE_SIZE 1
#define FIELD_EXISTS 2
#define FIELD_SIGNED 3
#define FIELD_LEFT_SHIFT 4
#define FIELD_RIGHT_SHIFT 5

#define ask(name, value)                        \
	SEC("raw_tp/x") u64 name(void *context) \
	{                                       \
		return value;                   \
	}                                       \
	u64 name(void *context)

#define field_info(name, of, kind) ask(name, __builtin_preserve_field_info(of, kind))

// One program for each fact about a field.
#define field(name, of)                                   \
	field_info(name##_offset, of, FIELD_BYTE_OFFSET); \
	field_info(name##_size, of, FIELD_BYTE_SIZE);     \
	field_info(name##_exists, of, FIELD_EXISTS)

// And those that only integers and enumerations have.
#define integer(name, of)                                    \
	field(name, of);                                     \
	field_info(name##_signed, of, FIELD_SIGNED);         \
	field_info(name##_left_shift, of, FIELD_LEFT_SHIFT); \
	field_info(name##_right_shift, of, FIELD_RIGHT_SHIFT)

#define at(type) (*(type *)0)

#define enum_info(name, of, value, kind) \
	ask(name, __builtin_preserve_enum_value(*(typeof(of) *)value, kind))

#define enumerator(name, of, value)             \
	enum_info(name##_exists, of, value, 0); \
	enum_info(name##_value, of, value, 1)

#define type_info(name, of, kind) ask(name, __builtin_preserve_type_info(at(of), kind))

#define whole(name, of)                   \
	type_info(name##_exists, of, 0);  \
	type_info(name##_size, of, 1);    \
	type_info(name##_matches, of, 2); \
	ask(name##_target_id, __builtin_btf_type_id(at(of), 1))
