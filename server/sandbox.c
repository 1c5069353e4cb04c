/* See sandbox.h. */
#include "sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <string.h>

/* Refused with EPERM, as if the right were missing. Names, because an architecture may not have all of them. */
static const char *const REFUSED[] = { "ptrace", "execve", "execveat", "process_vm_readv", "process_vm_writev",
	"mount", "umount2", "pivot_root", "chroot", "setns", "unshare", "bpf", "perf_event_open", "init_module",
	"finit_module", "delete_module", "kexec_load", "kexec_file_load", "keyctl", "add_key", "request_key",
	"userfaultfd" };

/* A sanitizer stops the other threads with the first of them and starts what names its findings with the second. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { FIRST = 2 };
#else
enum { FIRST = 0 };
#endif

enum err sandbox_enter(struct fault *out_fault)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int failed = filter ? 0 : -ENOMEM;
	for (size_t i = FIRST; !failed && i < sizeof REFUSED / sizeof *REFUSED; i++) {
		int call = seccomp_syscall_resolve_name(REFUSED[i]);
		if (call != __NR_SCMP_ERROR)
			failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0);
	}
	if (!failed)
		failed = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
	if (!failed)
		failed = seccomp_load(filter); /* sets no_new_privs, too */
	seccomp_release(filter);
	return failed
		   ? fault_set(out_fault, ERR_CONFIG, NULL, "The kernel refuses the sandbox: %s", strerror(-failed))
		   : OK;
}
