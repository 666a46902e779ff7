# The switches of configure.
AC_DEFUN([LK_ARG_FEATURES], [
AC_ARG_ENABLE([werror],
    [AS_HELP_STRING([--enable-werror], [make warnings fatal (continuous integration does)])],
    [], [enable_werror=no])
AC_ARG_ENABLE([hardening],
    [AS_HELP_STRING([--disable-hardening], [leave out stack protector, FORTIFY, PIE, RELRO])],
    [], [enable_hardening=yes])
AC_ARG_ENABLE([sanitizers],
    [AS_HELP_STRING([--enable-sanitizers], [AddressSanitizer and UndefinedBehaviorSanitizer])],
    [], [enable_sanitizers=no])
AC_ARG_ENABLE([coverage],
    [AS_HELP_STRING([--enable-coverage], [count executed lines (gcov)])],
    [], [enable_coverage=no])
AC_ARG_ENABLE([fuzzing],
    [AS_HELP_STRING([--enable-fuzzing], [link the targets of tests/fuzz with libFuzzer (clang)])],
    [], [enable_fuzzing=no])
])
