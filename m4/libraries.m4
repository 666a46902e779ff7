# The libraries, with the versions of Debian 12 as minimum where a minimum is known.
AC_DEFUN([LK_CHECK_LIBRARIES], [
PKG_CHECK_MODULES([PQ], [libpq >= 14])
PKG_CHECK_MODULES([GIT2], [libgit2 >= 1.5])
PKG_CHECK_MODULES([SQLITE], [sqlite3 >= 3.40])
PKG_CHECK_MODULES([YAML], [yaml-0.1 >= 0.2.5])
PKG_CHECK_MODULES([JANSSON], [jansson >= 2.14])
PKG_CHECK_MODULES([PCRE2], [libpcre2-8 >= 10.42])
PKG_CHECK_MODULES([GMP], [gmp >= 6.2])
PKG_CHECK_MODULES([UTF8PROC], [libutf8proc >= 2.6])
PKG_CHECK_MODULES([CMOCKA], [cmocka >= 1.1.5])

# libpg_query comes without a .pc file
AC_CHECK_HEADER([pg_query.h], [],
    [AC_MSG_ERROR([pg_query.h is missing; on Debian: apt-get install libpg-query-dev])])
lk_saved_LIBS=$LIBS
AC_CHECK_LIB([pg_query], [pg_query_split_with_parser], [PG_QUERY_LIBS=-lpg_query],
    [AC_MSG_ERROR([libpg_query is missing; on Debian: apt-get install libpg-query-dev])])
LIBS=$lk_saved_LIBS
AC_SUBST([PG_QUERY_LIBS])
])
