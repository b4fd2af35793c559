"""One sitting of a quiz: takes what the page sends, marks, remembers, says what to show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from trilateral.quiz import attempts, view
from trilateral.quiz.answers import UnreadableError
from trilateral.quiz.marking import Mark, mark, read_response
from trilateral.quiz.markup import plain
from trilateral.quiz.statements import Confidence, Event, encode, seconds
from trilateral.quiz.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.quiz.attempts import Standing
    from trilateral.quiz.bank import Item
    from trilateral.quiz.memory import Memory


@dataclass(frozen=True)
class Asked:
    """An item and the lesson whose bank it is in."""

    lesson: str
    item: Item


class Sitting:
    """The items asked, the learner's memory, and how each item stands.

    Parameters
    ----------
    name
        Under which the events are kept: a lesson, or ``review/<lesson>/<date>``.
    asked
        The items with their lessons, in order.
    memory
        The learner's.
    """

    def __init__(self, name: str, asked: Sequence[Asked], memory: Memory) -> None:
        self.name = name
        self.asked = {each.item.id: each for each in asked}
        self.memory = memory
        self.problems: dict[str, str] = {}

    @property
    def items(self) -> list[Item]:
        """The items, in order."""
        return [each.item for each in self.asked.values()]

    def standings(self) -> dict[str, Standing]:
        """Return how each item stands, answers given in other notebooks included."""
        events = (event for event in self.memory.events() if event.quiz == self.name)
        return attempts.replay(self.items, events)

    def shown(self) -> dict[str, view.Json]:
        """Return the standings as the page shows them."""
        return {
            name: view.standing(self.asked[name].item, now, self.problems.get(name, ""))
            for name, now in self.standings().items()
        }

    def take(self, message: object) -> str:
        """Do what the page asks for and return what to say aloud.

        Anything that is no proper request is answered with a sentence, and changes nothing.
        """
        if not isinstance(message, dict):
            return _("That message can't be read.")
        name = message.get("item")
        asked = self.asked.get(name) if isinstance(name, str) else None
        if asked is None:
            return _("There is no such question here.")
        match message.get("do"):
            case "check":
                return self._check(asked, message)
            case "hint":
                return self._hint(asked)
            case _:
                return _("That message can't be read.")

    def _check(self, asked: Asked, message: dict[str, Any]) -> str:
        now = self.standings()[asked.item.id]
        self.problems.pop(asked.item.id, None)
        if now.done:
            return self._say(asked, _("This question is finished."))
        try:
            response = read_response(asked.item, message.get("response"))
            marked = mark(asked.item, response)
        except UnreadableError as error:
            marked = Mark(None, {}, problem=str(error))
        if marked.score is None:
            self.problems[asked.item.id] = marked.problem
            return self._say(asked, marked.problem)
        sure = message.get("confidence")
        self.memory.add(
            replace(
                self._event(asked, now),
                verb="answered",
                attempt=now.attempts + 1,
                response=encode(response),
                score=marked.score,
                confidence=sure if sure in get_args(Confidence) else None,
                seconds=seconds(message.get("seconds")),
            )
        )
        return self._say(asked, *self._outcome(asked))

    def _event(self, asked: Asked, now: Standing) -> Event:
        return Event(
            verb="hinted",
            learner=self.memory.learner,
            quiz=self.name,
            lesson=asked.lesson,
            item=asked.item.id,
            version=asked.item.version,
            kind=asked.item.type,
            attempt=now.attempts,
            hints=now.hints,
        )

    def _outcome(self, asked: Asked) -> list[str]:
        """Return the outcome, the feedback on what was chosen and the note, as plain sentences."""
        now = self.standings()[asked.item.id]
        said = [view.headline(now)]
        if now.mark and asked.item.type in ("choice", "multiple"):
            feedback = {option.id: option for option in asked.item.options}
            said += [plain(feedback[part].feedback) for part in now.mark.verdicts]
        if now.mark and now.mark.note:
            said.append(plain(now.mark.note))
        return [*said, view.gentle(now)]

    def _hint(self, asked: Asked) -> str:
        now = self.standings()[asked.item.id]
        if now.hints >= len(asked.item.hints):
            return self._say(asked, _("There are no more hints."))
        self.memory.add(replace(self._event(asked, now), hints=now.hints + 1))
        return self._say(asked, plain(asked.item.hints[now.hints]))

    def _say(self, asked: Asked, *sentences: str) -> str:
        number = list(self.asked).index(asked.item.id) + 1
        question = _("Question {number}:").format(number=number)
        return " ".join([question, *(sentence for sentence in sentences if sentence)])
