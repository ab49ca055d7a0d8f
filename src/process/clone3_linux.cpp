// SPDX-License-Identifier: MIT
#include "process/clone3_p.h"

#include <cerrno>
#include <csignal>
#include <linux/sched.h>
#include <sys/syscall.h>

#ifdef __x86_64__

pid_t spawnscope_clone3(int flags, void *stack, size_t stackBytes, int (*run)(void *),
                        void *argument, int *pidfd)
{
    constexpr __u64 clearHandlers = 0x100000000; // CLONE_CLEAR_SIGHAND
    clone_args arguments = {};
    arguments.flags = unsigned(flags) | clearHandlers;
    arguments.exit_signal = SIGCHLD;
    arguments.pidfd = __u64(pidfd);
    arguments.stack = __u64(stack);
    arguments.stack_size = stackBytes;
    long result = SYS_clone3;
    asm volatile("syscall\n\t"
                 "testq %%rax, %%rax\n\t"
                 "jnz 1f\n\t"
                 "movq %[argument], %%rdi\n\t"
                 "callq *%[run]\n\t"
                 "hlt\n"
                 "1:"
                 : "+a"(result)
                 : "D"(&arguments), "S"(sizeof arguments), [run] "r"(run), [argument] "r"(argument)
                 : "rcx", "r11", "memory");
    if (result >= 0)
        return pid_t(result);
    errno = int(-result);
    return -1;
}

#else

pid_t spawnscope_clone3(int, void *, size_t, int (*)(void *), void *, int *)
{
    errno = ENOSYS;
    return -1;
}

#endif
