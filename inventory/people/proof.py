"""A person proves with their PIN that it is they: to work here, to approve here, to choose another PIN."""

from __future__ import annotations

from inventory.clock import local
from inventory.errors import DepotError, InvalidInput, NotPermitted, RuleBroken
from inventory.i18n import N_
from inventory.people import pins
from inventory.work import Context, Work
from models import connect
from models.organisation import User


def prove(ctx: Context, user_id: int, pin: str, *, field: str = "pin", must_have: bool = False) -> None:
    """Raise unless the person works here and ``pin`` is theirs; whoever has none is believed, unless ``must_have``.

    In a transaction of its own: a wrong try is kept, whatever becomes of the act it was for. Five wrong tries in a
    row lock the PIN for five minutes; while it is locked the right one is refused, too.
    """
    with ctx.work() as work:
        person = _locked(user_id)
        if not person.active:
            raise RuleBroken(N_("This person no longer works here. Choose another one."))
        refusal = _judge(work, person, pin, field, must_have)
    if refusal is not None:
        raise refusal


def _locked(user_id: int) -> User:
    query = User.select().where(User.id == user_id)
    person: User | None = (query if connect.is_sqlite() else query.for_update()).first()
    if person is None:
        raise InvalidInput(N_("This person is no longer there. Choose another one."), field="user_id")
    return person


def _judge(work: Work, person: User, pin: str, field: str, must_have: bool) -> DepotError | None:
    """Why the person is not believed; what was tried is written down."""
    if not person.pin_hash:
        return _unproven(person) if must_have else None
    now = work.ctx.clock.now()
    if person.pin_locked_until is not None and now < person.pin_locked_until:
        return _locked_out(person)
    if not pins.typed(pin):
        return InvalidInput(N_("Type the PIN of {name}."), field=field, name=person.name)
    if pins.matches(pin, person.pin_hash):
        if person.pin_failures or person.pin_locked_until is not None:
            _keep(person, 0, None)
        return None
    failures = person.pin_failures + 1
    if failures < pins.TRIES:
        _keep(person, failures, person.pin_locked_until)
        left = pins.TRIES - failures
        return InvalidInput(
            N_("This is not the PIN of {name}. After {left} more wrong tries it is locked for {minutes} minutes."),
            field=field,
            name=person.name,
            left=left,
            minutes=pins.LOCKED_FOR.seconds // 60,
        )
    until = now + pins.LOCKED_FOR
    work.note(person, "pin_locked_until", None, until)
    _keep(person, 0, until)
    return _locked_out(person)


def _keep(person: User, failures: int, until: object) -> None:
    """The version stays: whoever is editing the person meanwhile can still save."""
    person.pin_failures, person.pin_locked_until = failures, until
    person.save(only=[User.pin_failures, User.pin_locked_until])


def _locked_out(person: User) -> NotPermitted:
    until = local(person.pin_locked_until)
    return NotPermitted(
        N_(
            "The PIN of {name} was wrong too often and is locked until {time}. Wait, or ask whoever manages people for "
            "a new PIN."
        ),
        name=person.name,
        time=f"{until:%H:%M:%S}",
    )


def _unproven(person: User) -> NotPermitted:
    return NotPermitted(
        N_("{name} has no PIN, so this computer cannot know them. Let them set one, or approve at their own computer."),
        name=person.name,
    )
