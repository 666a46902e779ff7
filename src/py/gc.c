/* The collector: allocation, marking with an explicit stack, sweeping, safe points, limits.
 * It never runs inside an allocation. */
#include "base/time.h"
#include "py/abandon.h"

#include <stdlib.h>

/* Steps between two looks at the clock and at interruption; how much of a new cell is zeroed;
 * memory that may be added before a small heap is collected again, in bytes. */
#define STEP_BATCH 4096
#define ZEROED 256
#define SLACK (8u << 20)

/* Adds to, or with a negative number takes from, the memory that the script's values use. */
void lk_charge(struct lk_vm *vm, ptrdiff_t bytes)
{
    vm->bytes += (size_t)bytes;
}

/* Memory that natives hold outside of cells, such as rows of a query: it makes the collector come
 * earlier and is not held against the script's limit, for the server decides how much it is. */
void lk_vm_external(struct lk_vm *vm, ptrdiff_t bytes)
{
    vm->outside += (size_t)bytes;
    vm->trigger = bytes > 0 && (size_t)bytes > vm->trigger ? 0 : vm->trigger - (size_t)bytes;
}

/* The first ZEROED bytes are zeroed; the maker fills the rest.  Nothing is collected here, so a
 * maker may hold several fresh cells in C variables.  The 16 bytes stand for what the allocator
 * itself needs. */
void *lk_cell_new(struct lk_vm *vm, enum lk_tag kind, struct lk_class *cls, size_t bytes)
{
    struct lk_cell *c = lk_alloc(bytes);
    memset(c, 0, bytes < ZEROED ? bytes : ZEROED);
    c->next = vm->cells;
    c->cls = cls;
    c->kind = (uint8_t)kind;
    c->bytes = bytes > UINT32_MAX ? UINT32_MAX : (uint32_t)bytes;
    vm->cells = c;
    vm->bytes += c->bytes + 16;
    return c;
}

/* Asks before a large allocation: refuses with LK_E_LIMIT when the script would pass its bound.
 * Nothing is charged yet; the maker does that. */
bool lk_vm_reserve(struct lk_vm *vm, size_t bytes)
{
    if (bytes <= vm->memory_max && vm->bytes + bytes <= vm->memory_max) {
        return true;
    }
    return lk_refuse(vm, LK_E_LIMIT, "the script's values need more than %llu MiB of memory",
                     (unsigned long long)(vm->memory_max >> 20));
}

/* Marks a cell and puts it on the stack of those whose contents are still to be marked.  An
 * explicit stack, since a long chain of values would overflow the one of C. */
void lk_mark_cell(struct lk_vm *vm, void *cell)
{
    struct lk_cell *c = cell;
    if (c && !c->mark) {
        c->mark = 1;
        *LK_PUSH(&vm->gray) = c;
    }
}

/* The same for a value; numbers and None are no cells. */
void lk_mark(struct lk_vm *vm, struct lk_value v)
{
    if (lk_is_cell(v)) {
        lk_mark_cell(vm, v.as.cell);
    }
}

/* Marks n values. */
static void mark_array(struct lk_vm *vm, const struct lk_value *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        lk_mark(vm, v[i]);
    }
}

/* What running functions hold: their locals are on the operand stack, which is marked as a whole.
 * */
static void mark_frames(struct lk_vm *vm)
{
    for (struct lk_frame *f = vm->frame; f; f = f->prev) {
        lk_mark_cell(vm, f->fn);
        lk_mark_cell(vm, f->module);
        lk_mark_cell(vm, f->globals);
        lk_mark_cell(vm, f->names);
        lk_mark_cell(vm, f->gen);
        lk_mark(vm, f->ret);
    }
}

/* The literals of every module that was loaded live as long as its tree. */
static void mark_units(struct lk_vm *vm)
{
    for (struct lk_unit *u = vm->units; u; u = u->next) {
        mark_array(vm, u->lit, u->ast->nlit);
    }
}

/* Built-in classes, exception classes and those of native modules are never freed. */
static void mark_classes(struct lk_vm *vm)
{
    for (size_t i = 0; i < LK_TY_COUNT; i++) {
        lk_mark_cell(vm, vm->cls[i]);
    }
    for (size_t i = 0; i < LK_EXC_COUNT; i++) {
        lk_mark_cell(vm, vm->exc_cls[i]);
    }
    for (size_t i = 0; i < vm->native_classes.n; i++) {
        lk_mark_cell(vm, vm->native_classes.entry[i].value);
    }
}

/* Everything that is alive by itself.  Interned texts are roots, too: compiled names point to
 * them. */
static void mark_roots(struct lk_vm *vm)
{
    mark_array(vm, vm->stack, (size_t)(vm->sp - vm->stack));
    mark_array(vm, vm->pins.v, vm->pins.n);
    for (size_t i = 0; i < vm->interned.slots; i++) {
        lk_mark_cell(vm, vm->interned.slot[i]);
    }
    lk_mark_cell(vm, vm->builtins);
    lk_mark(vm, vm->modules);
    lk_mark(vm, vm->exc);
    lk_mark(vm, vm->handling);
    lk_mark(vm, vm->empty_tuple);
    mark_frames(vm);
    mark_units(vm);
    mark_classes(vm);
}

/* Frees a cell and what it owns.  In stress mode its memory is overwritten first, so that a use
 * after it shows. */
static void free_cell(struct lk_vm *vm, struct lk_cell *c)
{
    vm->bytes -= c->bytes + 16;
    lk_release_cell(vm, c);
    if (vm->stress) {
        memset(c, 0xdd, c->bytes);
    }
    free(c);
}

/* Frees a chain of cells. */
static void free_list(struct lk_vm *vm, struct lk_cell *c)
{
    while (c) {
        struct lk_cell *next = c->next;
        free_cell(vm, c);
        c = next;
    }
}

/* Classes go last: what is released before may look at its class.  A class that was freed makes a
 * new class version, since look-up caches may point to it. */
static void sweep(struct lk_vm *vm)
{
    struct lk_cell **link = &vm->cells, *classes = NULL;
    while (*link) {
        struct lk_cell *c = *link;
        if (c->mark) {
            c->mark = 0;
            link = &c->next;
            continue;
        }
        *link = c->next;
        if (c->kind == LK_T_CLASS) {
            c->next = classes;
            classes = c;
        } else {
            free_cell(vm, c);
        }
    }
    if (classes) {
        vm->class_version++;
        free_list(vm, classes);
    }
}

/* When to collect next: at twice what is alive, but not before SLACK more; small scripts then
 * never collect at all.  What lies outside counts as alive, and the trigger is for the rest.  In
 * stress mode at every safe point. */
static void set_trigger(struct lk_vm *vm)
{
    size_t live = vm->bytes + vm->outside, next = live * 2, most = vm->memory_max + vm->outside;
    if (next > most) {
        next = most;
    }
    vm->trigger = vm->stress ? 0 : (next < live + SLACK ? live + SLACK : next) - vm->outside;
}

/* Marks all that is alive; gives how many cells that are. */
size_t lk_mark_all(struct lk_vm *vm)
{
    size_t n = 0;
    mark_roots(vm);
    for (; vm->gray.n; n++) {
        lk_trace_cell(vm, vm->gray.v[--vm->gray.n]);
    }
    return n;
}

/* Takes the marks off again where nothing is to be freed. */
void lk_unmark_all(struct lk_vm *vm)
{
    for (struct lk_cell *c = vm->cells; c; c = c->next) {
        c->mark = 0;
    }
}

/* One whole collection: mark, sweep, set the next trigger.  Only safe points call it, where all
 * values in use are reachable from the roots. */
void lk_collect(struct lk_vm *vm)
{
    vm->collecting = true;
    lk_mark_all(vm);
    sweep(vm);
    set_trigger(vm);
    vm->collecting = false;
}

/* Steps between two looks at the limits; fewer where few are allowed at all. */
static int64_t batch_of(const struct lk_vm *vm)
{
    return vm->steps_max < STEP_BATCH ? (int64_t)vm->steps_max : STEP_BATCH;
}

static bool check_bounds(struct lk_vm *vm)
{
    vm->ticks = batch_of(vm);
    if (vm->host.interrupted && vm->host.interrupted(vm->host.self)) {
        return lk_refuse(vm, LK_E_SCRIPT, "interrupted");
    }
    if (!vm->bounded) {
        return true;
    }
    vm->steps += (uint64_t)batch_of(vm);
    if (vm->steps > vm->steps_max) {
        return lk_refuse(vm, LK_E_LIMIT, "the script ran for more than %llu steps",
                         (unsigned long long)vm->steps_max);
    }
    return lk_time_mono_us() <= vm->deadline ||
           lk_refuse(vm, LK_E_LIMIT, "the script ran for longer than it may here");
}

/* A tick is counted in loops of natives that cannot collect. */
bool lk_tick_slow(struct lk_vm *vm)
{
    return check_bounds(vm);
}

/* A safe point: the collector may run here.  When that does not help the script has used up its
 * memory and is refused. */
bool lk_safe_slow(struct lk_vm *vm)
{
    if (vm->bytes >= vm->trigger) {
        lk_collect(vm);
        if (vm->bytes > vm->memory_max && !lk_vm_reserve(vm, vm->memory_max)) {
            return false;
        }
    }
    return --vm->ticks > 0 || check_bounds(vm);
}

/* The safe point that natives with long loops call; the collector may run in it. */
bool lk_vm_step(struct lk_vm *vm)
{
    return lk_safe(vm);
}

/* Switches the bounds of steps and time on and off; calls may nest.  The counting begins anew with
 * the outermost one. */
void lk_vm_bounded(struct lk_vm *vm, bool on)
{
    if (!on) {
        vm->bounded--;
    } else if (!vm->bounded++) {
        vm->steps = 0;
        vm->deadline = lk_time_mono_us() + vm->seconds_max * 1000000;
    }
}
