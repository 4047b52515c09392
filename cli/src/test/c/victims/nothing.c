// SPDX-License-Identifier: Apache-2.0
//
// Ends at once. It has no libraries to load (it is static), so that thousands of executions of it
// take seconds also on an emulated processor.
int main(void)
{
	return 0;
}
