/* Closing generators that nobody can reach any more.  CPython closes a generator when its last
 * reference goes, so that its finally blocks run and its managers are left at a known place; the
 * collector here knows only later.  So generators that are suspended inside a try or with are
 * noted, and where references go (the end of the statement or call in which such a generator was
 * made, an assignment or del of a name that holds one) marking tells whether one is in use.
 *
 * Not here: generators that are dropped from containers and attributes, see
 * differences/generators.md. */
#include "py/abandon.h"
#include "py/op.h"

/* How many generators are noted at most; how many cells all the marking may visit. */
#define NOTED 1000
#define WORK 10000000

/* Takes a generator out of the notes: it runs, has ended, or is freed. */
void lk_gen_forget(struct lk_vm *vm, const struct lk_generator *g)
{
    for (size_t i = vm->guarded.n; i-- > 0;) {
        if (vm->guarded.v[i] == g) {
            memmove(vm->guarded.v + i, vm->guarded.v + i + 1,
                    (vm->guarded.n - i - 1) * sizeof *vm->guarded.v);
            vm->guarded.n--;
            return;
        }
    }
}

/* Notes a generator that has just been suspended, if it has something to do at its end. */
void lk_gen_note(struct lk_vm *vm, struct lk_generator *g)
{
    if (g->guarded && vm->guarded.n < NOTED) {
        *LK_PUSH(&vm->guarded) = g;
    }
}

/* What the exception in close() says when nobody is there to catch it. */
static void say_ignored(struct lk_vm *vm, struct lk_value generator)
{
    struct lk_buf text = {0};
    struct lk_value shown, exc = lk_caught(vm);
    lk_put(vm, exc);
    if (lk_vm_repr(&shown, vm, generator)) {
        lk_buf_addf(&text, "Exception ignored in: " LK_PRI "\n", LK_ARG(lk_text(shown)));
    }
    lk_caught(vm);
    lk_exc_print_alone(&text, vm, exc);
    if (vm->host.say) {
        vm->host.say(vm->host.self, lk_buf_str(&text), true);
    }
    lk_buf_clear(&text);
    vm->sp--;
}

/* Closes one, whatever else is going on: the pending exception and the result of a return are kept
 * for later.  An exception of the generator itself is shown and dropped, as CPython does. */
static bool close_one(struct lk_vm *vm, struct lk_value generator)
{
    struct lk_value *base = vm->sp;
    lk_put(vm, lk_caught(vm));
    lk_put(vm, vm->frame ? vm->frame->ret : lk_none());
    uint32_t traced = vm->traced;
    if (!lk_gen_close(vm, LK_CELL_OF(lk_generator, generator)) && !lk_is_empty(vm->exc)) {
        say_ignored(vm, generator);
    }
    /* One that yielded once more is not asked again. */
    lk_gen_forget(vm, LK_CELL_OF(lk_generator, generator));
    LK_CELL_OF(lk_generator, generator)->state = LK_GEN_DONE;
    if (vm->frame) {
        vm->frame->ret = base[1];
    }
    if (!lk_is_refused(vm)) {
        vm->exc = base[0];
        vm->traced = traced;
    }
    vm->sp = base;
    return !lk_is_refused(vm);
}

/* Closes those above base on the stack, which keeps them alive. */
static bool close_all(struct lk_vm *vm, struct lk_value *base)
{
    bool ok = true;
    for (struct lk_value *g = base, *end = vm->sp; g < end && ok; g++) {
        ok = LK_CELL_OF(lk_generator, *g)->state != LK_GEN_SUSPENDED || close_one(vm, *g);
    }
    vm->sp = base;
    return ok;
}

/* Those made since the count of births was `born` that nothing leads to are closed, in the order in
 * which they were suspended: what others wait for comes first.  False: the run is refused. */
bool lk_close_unused(struct lk_vm *vm, uint64_t born)
{
    struct lk_value *base = vm->sp;
    bool any = false;
    for (size_t i = 0; i < vm->guarded.n && !any; i++) {
        any = vm->guarded.v[i]->born > born;
    }
    if (!any || vm->marked > WORK || lk_is_refused(vm) || !lk_room(vm, NOTED + 1024)) {
        return !lk_is_refused(vm);
    }
    vm->marked += lk_mark_all(vm);
    for (size_t i = 0; i < vm->guarded.n; i++) {
        struct lk_generator *g = vm->guarded.v[i];
        if (g->born > born && !g->cell.mark) {
            lk_put(vm, lk_of_cell(g));
        }
    }
    lk_unmark_all(vm);
    return close_all(vm, base);
}

/* The same for an argument of a call that has ended, if the statement around made it; what older
 * names hold is not asked for again and again. */
bool lk_close_passed(struct lk_vm *vm, struct lk_value argument)
{
    uint64_t born = LK_CELL_OF(lk_generator, argument)->born;
    return !vm->guarded.n || !vm->frame || born <= vm->frame->born ||
           lk_close_unused(vm, vm->frame->born);
}

/* The same for one value that a name has let go. */
bool lk_close_dropped(struct lk_vm *vm, struct lk_value was)
{
    struct lk_generator *g = LK_CELL_OF(lk_generator, was);
    return g->state != LK_GEN_SUSPENDED || !g->guarded || lk_close_unused(vm, g->born - 1);
}
