import Glibc

/// Blocks the thread of a fake connection.
func pause(milliseconds: UInt32) { usleep(milliseconds * 1_000) }
