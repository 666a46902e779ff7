# Writes modules that are scripts as C strings: LK_FROZEN(name, is a package, text).
# usage: awk -f freeze.awk FILE…, where the name of a module is its path behind std/ or lib/.
function open_module(path) {
    sub(/^.*\/(std|lib)\//, "", path)
    sub(/\.py$/, "", path)
    package = sub(/\/__init__$/, "", path)
    gsub(/\//, ".", path)
    printf "LK_FROZEN(\"%s\", %d,\n", path, package
}
FNR == 1 {
    if (NR > 1)
        print "    \"\")"
    open_module(FILENAME)
}
{
    gsub(/\\/, "&&")
    gsub(/"/, "\\\"")
    printf "    \"%s\\n\"\n", $0
}
END {
    if (NR)
        print "    \"\")"
}
