/* See sandbox.h. */
#include "sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <string.h>

/* Refused with EPERM, as if the right were missing. Names, because an architecture may not have all of them. */
static const char *const REFUSED[] = { "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev",
	"mount", "umount2", "pivot_root", "chroot", "setns", "unshare", "bpf", "perf_event_open", "init_module",
	"finit_module", "delete_module", "kexec_load", "kexec_file_load", "keyctl", "add_key", "request_key",
	"userfaultfd" };

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { WATCHED = 1 };
#else
enum { WATCHED = 0 };
#endif

enum err sandbox_enter(struct fault *out_fault)
{
	if (WATCHED)
		return OK;
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int failed = filter ? 0 : -ENOMEM;
	for (size_t i = 0; !failed && i < sizeof REFUSED / sizeof *REFUSED; i++) {
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
