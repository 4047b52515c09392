// SPDX-License-Identifier: Apache-2.0
//
// Makes a system call (getpgid) at the end of a chain of functions whose names are known, once and
// again for every byte of its stdin, and lives until that is closed, so that its memory can be
// looked at.
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

__attribute__((noinline)) long victim_inner(long number)
{
	void *frame = __builtin_frame_address(0); // without one the caller would be left out
	long result;

#if defined(__x86_64__)
	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(0), "r"(frame)
			 : "rcx", "r11", "memory");
#else
	(void)frame;
	result = syscall(number, 0);
#endif
	return result + 1;
}

__attribute__((noinline)) long victim_outer(long number)
{
	return victim_inner(number) + 1;
}

int main(void)
{
	long result = 0;

	do
		result += victim_outer(SYS_getpgid);
	while (getchar() != EOF);
	return result < 0;
}
