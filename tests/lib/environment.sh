# Sourced before each test in the build directory; srcdir is the tree.  Tests find what they need
# through these variables and through no path of their own.
LIMBECK_SRCDIR=$(cd "${srcdir:-.}" && pwd)
LIMBECK_BUILDDIR=$(pwd)
LIMBECK=$LIMBECK_BUILDDIR/limbeck
PYTHONPATH=$LIMBECK_SRCDIR/tests/lib
PYTHONDONTWRITEBYTECODE=1
LC_ALL=C.UTF-8
TZ=UTC
export LIMBECK_SRCDIR LIMBECK_BUILDDIR LIMBECK PYTHONPATH PYTHONDONTWRITEBYTECODE LC_ALL TZ
