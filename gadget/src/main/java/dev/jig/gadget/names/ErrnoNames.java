// SPDX-License-Identifier: Apache-2.0
package dev.jig.gadget.names;

import org.jspecify.annotations.Nullable;

/// Names of Linux error numbers (include/uapi/asm-generic/errno.h), with those that never leave
/// system calls but that probes see (include/linux/errno.h). Safe for use by several threads;
/// lookups allocate nothing.
public final class ErrnoNames {
    private static final NameTable TABLE =
            NameTable.parse(
                    "",
                    """
                    1: EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN
                    12: ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR
                    22: EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK
                    32: EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP
                    42: ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT
                    52: EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT
                    59: EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV
                    69: ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD
                    78: EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART
                    86: ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT
                    93: EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT
                    98: EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED
                    104: ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT
                    111: ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN
                    118: ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED
                    126: ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE
                    132: ERFKILL EHWPOISON
                    512: ERESTARTSYS ERESTARTNOINTR ERESTARTNOHAND ENOIOCTLCMD
                    516: ERESTART_RESTARTBLOCK EPROBE_DEFER EOPENSTALE ENOPARAM
                    521: EBADHANDLE ENOTSYNC EBADCOOKIE ENOTSUPP ETOOSMALL ESERVERFAULT EBADTYPE
                    528: EJUKEBOX EIOCBQUEUED ERECALLCONFLICT ENOGRACE
                    """);

    private ErrnoNames() {}

    /// `ENOENT` for 2 and for -2, `""` for 0; null if the number has no name. The array is shared
    /// and must not be changed.
    public static byte @Nullable [] utf8(long errno) {
        return errno == 0 ? NameTable.NOTHING : TABLE.utf8(Math.abs(errno));
    }

    /// The table behind it.
    public static NameTable table() {
        return TABLE;
    }
}
