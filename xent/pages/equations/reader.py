"""The tokens of one fence in turn, and how names are read from them."""

from xent.pages.equations.scope import Scope
from xent.pages.equations.tokens import Token, tokens
from xent.pages.equations.values import Refusal

_GREEK = {r"\alpha", r"\beta", r"\gamma", r"\delta", r"\varepsilon", r"\eta", r"\theta", r"\lambda", r"\mu", r"\nu"}
_GREEK |= {r"\rho", r"\sigma", r"\tau", r"\phi", r"\varphi", r"\ell"}
_ACCENTS = {r"\hat", r"\bar", r"\tilde"}
_FONTS = {r"\mathrm", r"\mathcal", r"\mathbb", r"\mathbf", r"\operatorname"}


class Reader:
    """A place in the tokens, and the scope in which names are looked up."""

    def __init__(self, tex: str, scope: Scope) -> None:
        self.tex, self.scope = tex, scope
        self.tokens: list[Token] = tokens(tex)
        self.place = 0

    @property
    def next(self) -> str:
        """The token ahead; nothing at the end."""
        return self.tokens[self.place].text if self.place < len(self.tokens) else ""

    @property
    def at(self) -> int:
        """Its place in the source."""
        return self.tokens[self.place].at if self.place < len(self.tokens) else len(self.tex)

    def take(self) -> str:
        """The token ahead, passed."""
        text = self.next
        if not text:
            raise self.refusal("the equation ends too early")
        self.place += 1
        return text

    def expect(self, text: str) -> None:
        """Pass this token and no other."""
        if self.next != text:
            raise self.refusal(f"expected {text}, got {self.next or 'the end'}")
        self.place += 1

    def accept(self, *texts: str) -> str:
        """Pass one of these tokens if it is ahead."""
        return self.take() if self.next in texts and self.next else ""

    def refusal(self, why: str) -> Refusal:
        """A refusal at this place."""
        return Refusal(why, self.at)

    def starts_name(self) -> bool:
        """Whether a name is ahead."""
        text = self.next
        return text.isalpha() or text in _GREEK | _ACCENTS | _FONTS

    def name(self) -> str:
        """A letter, a Greek letter, or one of them in a font or under an accent; with its primes if so declared."""
        text = self.take()
        if text in _ACCENTS | _FONTS:
            if self.accept("{"):
                inner = ""
                while not self.accept("}"):
                    inner += self.take()
            else:
                inner = self.take()
            if not (inner.isalpha() or inner in _GREEK):
                raise self.refusal(f"{text}{{{inner}}} is no name")
            text = f"{text}{{{inner}}}"
        elif not (text.isalpha() or text in _GREEK):
            self.place -= 1
            raise self.refusal(f"{text} is no name")
        if self.next == "'" and self.scope.hides(text + "'"):
            self.place += 1
            text += "'"
        return text

    def with_subscript(self, name: str) -> str:
        """The name and the subscript ahead, if together they are a name; else the name alone."""
        if self.next != "_":
            return name
        place = self.place
        self.place += 1
        full = f"{name}_{self.raw()}"
        if (self.scope.hides(full) and full != self.scope.family(name)) or self.scope.is_function(full):
            return full
        self.place = place
        return name

    def raw(self) -> str:
        """A token, or the tokens of a group in braces, as they stand."""
        if not self.accept("{"):
            return self.take()
        depth, inner = 1, list[str]()
        while True:
            text = self.take()
            depth += {"{": 1, "}": -1}.get(text, 0)
            if not depth:
                return inner[0] if len(inner) == 1 else "{" + "".join(inner) + "}"
            inner.append(text)


def canonical(tex: str) -> str:
    """A declared name as it is looked up: \\hat p and \\hat{p} are one, x_{i} and x_i are one."""
    reader = Reader(tex, Scope({}))
    name = reader.name()
    while reader.accept("'"):
        name += "'"
    if reader.accept("_"):
        name += f"_{reader.raw()}"
    if reader.next:
        raise reader.refusal(f"{tex!r} is no name")
    return name
