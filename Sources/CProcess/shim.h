#ifndef SCRUBBER_CPROCESS_SHIM_H
#define SCRUBBER_CPROCESS_SHIM_H

// Linux calls that Swift cannot import, because they are variadic or extensions of GNU. No system
// header is included: its types would then belong to this module as well as to Glibc, and Swift would
// ask for both imports.

extern int prctl(int option, ...);
extern int fcntl(int descriptor, int command, ...);

/// No core dump, no tracing and no /proc/PID/mem for other processes of the same user; 0 or -1.
static inline int process_deny_dumps(void) {
  const int set_dumpable = 4;  // PR_SET_DUMPABLE
  return prctl(set_dumpable, 0UL, 0UL, 0UL, 0UL);
}

/// Asks for a pipe buffer of `bytes`; the size that the pipe has now, or -1.
static inline int pipe_set_capacity(int descriptor, int bytes) {
  const int set_pipe_size = 1031;  // F_SETPIPE_SZ
  return fcntl(descriptor, set_pipe_size, bytes);
}

/// `pipe2`: two descriptors in `ends`, with `flags` such as `O_CLOEXEC`; 0 or -1.
extern int process_pipe(int *ends, int flags) __asm__("pipe2");

/// Closes all descriptors from `first` on in the process to be made; 0 or an error number.
/// `actions` is a `posix_spawn_file_actions_t`.
extern int process_add_close_from(void *actions, int first)
    __asm__("posix_spawn_file_actions_addclosefrom_np");

#endif
