# Flags that the compiler is asked about one by one.

# LK_TRY_FLAGS(variable, flags): appends each flag that compiler and linker take silently.
AC_DEFUN([LK_TRY_FLAGS], [
for lk_flag in m4_normalize([$2]); do
    AS_VAR_PUSHDEF([lk_cache], [lk_cv_flag_$lk_flag])
    AC_CACHE_CHECK([whether $CC takes $lk_flag], [lk_cache], [
        lk_saved_CFLAGS=$CFLAGS
        CFLAGS="$CFLAGS -Werror $lk_flag"
        AC_LINK_IFELSE([AC_LANG_PROGRAM([[#include <stdio.h>]], [[puts("x");]])],
            [AS_VAR_SET([lk_cache], [yes])], [AS_VAR_SET([lk_cache], [no])])
        CFLAGS=$lk_saved_CFLAGS])
    AS_VAR_IF([lk_cache], [yes], [AS_VAR_APPEND([$1], [" $lk_flag"])])
    AS_VAR_POPDEF([lk_cache])
done
])

AC_DEFUN([LK_CHECK_WARNINGS], [
LK_TRY_FLAGS([LK_WARN_CFLAGS], [-Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    -Wold-style-definition -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wformat=2
    -Wno-format-nonliteral -Wvla -Wimplicit-fallthrough -Wduplicated-cond -Wlogical-op
    -Wmissing-field-initializers -Wnested-externs -Wredundant-decls])
AS_IF([test "x$enable_werror" = xyes], [LK_WARN_CFLAGS="$LK_WARN_CFLAGS -Werror"])
AC_SUBST([LK_WARN_CFLAGS])
])

AC_DEFUN([LK_CHECK_HARDENING], [
AS_IF([test "x$enable_hardening" = xyes], [
    LK_TRY_FLAGS([LK_HARDEN_CFLAGS],
        [-fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE])
    LK_TRY_FLAGS([LK_HARDEN_LDFLAGS], [-pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack])
    # glibc warns where nothing is optimized; the sanitizers have their own checks
    AS_IF([test "x$enable_sanitizers" = xno],
        [LK_TRY_FLAGS([LK_HARDEN_CFLAGS], [-D_FORTIFY_SOURCE=2])])])
LK_TRY_FLAGS([LK_HARDEN_LDFLAGS], [-Wl,--as-needed])
AC_SUBST([LK_HARDEN_CFLAGS])
AC_SUBST([LK_HARDEN_LDFLAGS])
])

AC_DEFUN([LK_CHECK_INSTRUMENTS], [
AS_IF([test "x$enable_sanitizers" = xyes],
    [LK_TOOL_CFLAGS="$LK_TOOL_CFLAGS -fsanitize=address,undefined -fno-sanitize-recover=all"
     LK_TOOL_CFLAGS="$LK_TOOL_CFLAGS -fno-omit-frame-pointer"])
AS_IF([test "x$enable_coverage" = xyes], [LK_TOOL_CFLAGS="$LK_TOOL_CFLAGS --coverage"])
AS_IF([test "x$enable_fuzzing" = xyes],
    [LK_TOOL_CFLAGS="$LK_TOOL_CFLAGS -fsanitize=fuzzer-no-link"
     lk_fuzzer=`$CC -print-file-name=libclang_rt.fuzzer-$host_cpu.a 2>/dev/null`
     AS_IF([test -f "$lk_fuzzer"], [LK_FUZZ_MAIN="$lk_fuzzer -lstdc++ -lm"],
         [AC_MSG_ERROR([--enable-fuzzing needs CC=clang and its runtime (libclang-rt-14-dev)])])])
AC_SUBST([LK_TOOL_CFLAGS])
AC_SUBST([LK_FUZZ_MAIN])
AM_CONDITIONAL([SANITIZERS], [test "x$enable_sanitizers" = xyes])
AM_CONDITIONAL([COVERAGE], [test "x$enable_coverage" = xyes])
AM_CONDITIONAL([FUZZING], [test "x$enable_fuzzing" = xyes])
])
