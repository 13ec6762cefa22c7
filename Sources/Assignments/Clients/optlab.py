"""An optimizer of one's own, written as one function, trained by optlab.

    import numpy as np
    import optlab

    def momentum(theta, g, state, lr=0.01, mu=0.9):
        v = mu * state.get("v", 0.0) + g
        state["v"] = v
        return theta - lr * v

    if __name__ == "__main__":
        optlab.run(momentum)

The function is called once an update, with the parameters `theta` and their gradient `g`, two arrays of one
dimension, and returns the new parameters. `state` is a dictionary, empty at the first update: what is kept in
it (arrays and numbers) is there at the next one, is kept for each network apart, and goes into the lab's
checkpoints. What is kept elsewhere, in a global, is lost when a run is resumed. The other parameters are the
settings of the spec, by their names; these the lab gives, where the function has them:

    lr      the learning rate of this update
    t       the number of this update, 1 at the first
    layers  what lies in theta: layer.name, layer.shape and layer.slice of each tensor
    rng     a numpy.random.Generator whose draws the trial's seed decides

With `optlab.run(rule, asks=True)` the second argument is no array but a function: `gradient(point)` is the
gradient at any point, on the same batch, and `gradient.loss` the loss that went with the last one. Each counts
as a gradient evaluation, and there are at most 64 an update.

Nothing but numpy is needed. A file that calls `optlab.run` below `if __name__ == "__main__"` can be imported
anywhere, and its function be tried by hand.
"""

import difflib
import inspect
import json
import os
import struct
import sys
from collections import namedtuple

import numpy as np

__all__ = ["Layer", "run"]

PROTOCOL = "1.1"
MOST_GRADIENTS = 64
# For so many updates it is looked whether the rule changes the gradient that it is given.
WATCHED_STEPS = 64

# A frame is this header, little-endian, and as many bytes as it says: "OPT1", kind, bytes, a number.
HEADER = struct.Struct("<4sIQd")
HELLO, STEP, GRAD, SAVE, LOAD = 1, 2, 3, 4, 5
READY, DONE, ASK, STATE, FAIL = 65, 66, 67, 68, 69
SAME_BUFFERS = 1

Layer = namedtuple("Layer", ["name", "shape", "slice"])


class Mistake(BaseException):
    """What is wrong with a rule, as a sentence. No `except Exception` of a rule's own catches it."""


def run(rule, asks=False):
    """Answers the lab until it has no more questions. Returns only where no lab is there."""
    if "OPTLAB_IN" not in os.environ or "OPTLAB_OUT" not in os.environ:
        name = os.path.basename(_file(rule))
        sys.stderr.write(
            f"{name} is a program for optlab, which trains with it where a spec has\n"
            f'{{"kind": "external", "command": ["python3", "{name}"], "lr": 0.01}}\n')
        return
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(line_buffering=True, errors="replace")
    lab = _Lab(int(os.environ["OPTLAB_IN"]), int(os.environ["OPTLAB_OUT"]))
    try:
        _Program(lab, rule, asks).serve()
    except _Over:
        pass
    except Mistake as mistake:
        lab.fail("mistake", str(mistake))
    except MemoryError as error:
        lab.fail("exception", _told(error, rule, "MemoryError"))
    except Exception as error:
        lab.fail("exception", _told(error, rule, f"{type(error).__name__}: {error}"))


class _Over(BaseException):
    """The lab has closed its end."""


class _Lab:
    """Frames from and to the lab."""

    def __init__(self, reading, writing):
        self.reading, self.writing = reading, writing
        for descriptor in (reading, writing):
            os.set_inheritable(descriptor, False)

    def read(self):
        """The next frame: its kind, its bytes in memory of their own, its number."""
        header = bytearray(HEADER.size)
        self._fill(memoryview(header))
        magic, kind, size, number = HEADER.unpack(header)
        if magic != b"OPT1":
            raise Mistake("read what is no frame of the lab's: does something else read descriptor "
                          f"{self.reading}?")
        body = np.empty(size, np.uint8)
        if size:
            self._fill(memoryview(body))
        return kind, body, number

    def _fill(self, view):
        got = 0
        while got < len(view):
            count = os.readv(self.reading, [view[got:]])
            if count == 0:
                raise _Over
            got += count

    def write(self, kind, *parts, number=0.0):
        views = [memoryview(part).cast("B") for part in parts if len(part)]
        size = sum(len(view) for view in views)
        views.insert(0, memoryview(HEADER.pack(b"OPT1", kind, size, number)))
        try:
            while views:
                count = os.writev(self.writing, views)
                while views and count >= len(views[0]):
                    count -= len(views.pop(0))
                if views:
                    views[0] = views[0][count:]
        except BrokenPipeError:
            raise _Over from None

    def fail(self, kind, message):
        try:
            self.write(FAIL, json.dumps({"kind": kind, "message": message}).encode())
        except _Over:
            pass


class _Player:
    """One network: its parameters, and what the rule remembers of them."""

    def __init__(self, number, settings, theta, seed):
        self.name = settings["name"]
        self.theta = theta
        self.state = {}
        self.t = 0
        self.rng = np.random.default_rng([seed, number])
        self.buffers = None
        self.layers, start = [], 0
        for name, shape in settings["layers"]:
            size = int(np.prod(shape, dtype=np.int64))
            self.layers.append(Layer(name, tuple(shape), slice(start, start + size)))
            start += size


class _Program:
    """A rule at work for a trial."""

    def __init__(self, lab, rule, asks):
        self.lab, self.rule, self.asks = lab, rule, asks
        self.players = []
        self.notes = set()

    def serve(self):
        while True:
            kind, body, number = self.lab.read()
            if kind == STEP:
                player, flags = struct.unpack_from("<II", body)
                self.step(player, flags, body, number)
            elif kind == HELLO:
                self.hello(body)
                self.ready()
            elif kind == SAVE:
                self.lab.write(STATE, *self.saved())
            elif kind == LOAD:
                self.load(body)
                self.ready()

    def ready(self):
        version = ".".join(str(part) for part in sys.version_info[:3])
        language = f"Python {version}, numpy {np.__version__}"
        answer = {"protocol": PROTOCOL, "asks": bool(self.asks), "language": language}
        self.lab.write(READY, json.dumps(answer).encode())

    def hello(self, body):
        (length,) = struct.unpack_from("<I", body)
        hello = json.loads(bytes(body[4:4 + length]))
        if hello["protocol"].split(".")[0] != PROTOCOL.split(".")[0]:
            raise Mistake(f"optlab.py speaks protocol {PROTOCOL}, and the lab {hello['protocol']}: "
                          "take the optlab.py that comes with it")
        self.dtype = np.dtype(hello["dtype"])
        self.settings, self.given = _settings(self.rule, hello["settings"])
        np.random.seed(hello["seed"] % 2**32)
        self.players, place = [], 4 + length
        for number, player in enumerate(hello["players"]):
            size = player["count"] * self.dtype.itemsize
            theta = np.frombuffer(bytes(body[place:place + size]), self.dtype)
            self.players.append(_Player(number, player, theta, hello["seed"]))
            place += size

    def step(self, number, flags, body, lr):
        player = self.players[number]
        player.t += 1
        theta = player.theta.copy()
        gradient = _Gradient(self, number) if self.asks else body[8:].view(self.dtype)
        if flags & SAME_BUFFERS:
            theta, gradient = self.reuse(player, theta, gradient)
        watches = not self.asks and player.t <= WATCHED_STEPS
        untouched = gradient.copy() if watches else None
        given = self.given
        if "lr" in given:
            self.settings["lr"] = lr
        if "t" in given:
            self.settings["t"] = player.t
        if "layers" in given:
            self.settings["layers"] = player.layers
        if "rng" in given:
            self.settings["rng"] = player.rng
        result = self.rule(theta, gradient, player.state, **self.settings)
        _check_state(player.state)
        notes = []
        new = self.checked(result, theta, player.theta, notes)
        if self.asks and gradient.count == 0:
            raise Mistake("asked for no gradient: call gradient(theta), or leave asks=True out")
        if watches and not np.array_equal(gradient, untouched, equal_nan=True):
            notes.append("gradient_changed")
        # The rule may go on with the array that it returned: what the lab gets is what it was here.
        player.theta = new.copy() if isinstance(result, np.ndarray) else new
        notes = [note for note in notes if note not in self.notes]
        self.notes.update(notes)
        told = json.dumps({"notes": notes}).encode() if notes else b""
        self.lab.write(DONE, struct.pack("<I", number), player.theta, told)

    def reuse(self, player, theta, gradient):
        """The same numbers, in the arrays of the update before."""
        if player.buffers is None:
            player.buffers = [theta, gradient]
        np.copyto(player.buffers[0], theta)
        if not self.asks:
            np.copyto(player.buffers[1], gradient)
        else:
            player.buffers[1] = gradient
        return player.buffers

    def checked(self, result, theta, before, notes):
        """What a rule returned, as an array of the trial's numbers."""
        if result is None:
            if np.array_equal(theta, before, equal_nan=True):
                raise Mistake("returned None: is a `return` missing?")
            raise Mistake("returned None (theta was changed in place: add `return theta`)")
        if isinstance(result, tuple):
            raise Mistake("returned a tuple: return theta alone, `state` is kept as it is")
        try:
            new = np.asarray(result)
        except ValueError:
            raise Mistake(f"returned a {type(result).__name__} that is no array of numbers") from None
        if new.dtype.kind not in "fiu":
            raise Mistake(f"returned a {type(result).__name__} of {new.dtype}, and not of numbers")
        if new.shape != before.shape:
            raise Mistake(f"returned an array of shape {new.shape}, not {before.shape}")
        if new.dtype != self.dtype:
            notes.append("dtype_changed")
        return np.ascontiguousarray(new, self.dtype)

    def saved(self):
        """All that the rule remembers, as bytes: a text that says what lies behind it, then that."""
        arrays, players = [], []
        for player in self.players:
            entries, seen = [], {}
            for key, value in player.state.items():
                entries.append([key, *_described(key, value, seen, arrays)])
            players.append({"t": player.t, "state": entries, "rng": player.rng.bit_generator.state})
        name, words, *rest = np.random.get_state()
        arrays.append(words)
        text = json.dumps({"players": players, "numpy": [name, *rest], "notes": sorted(self.notes)})
        return [struct.pack("<I", len(text.encode())), text.encode(),
                *(value.tobytes(order="A") for value in arrays)]

    def load(self, body):
        """Goes on from what `saved` gave."""
        (length,) = struct.unpack_from("<I", body)
        kept = json.loads(bytes(body[4:4 + length]))
        rest = _Rest(body[4 + length:])
        for player, own in zip(self.players, kept["players"]):
            player.t, player.state = own["t"], {}
            for key, kind, *about in own["state"]:
                player.state[key] = _restored(kind, about, player.state, rest)
            player.rng.bit_generator.state = own["rng"]
        name, *others = kept["numpy"]
        np.random.set_state((name, rest.array("<u4", [624], "C"), *others))
        self.notes = set(kept["notes"])


class _Gradient:
    """The gradient on this update's batch, at any point."""

    def __init__(self, program, number):
        self.program, self.number = program, number
        self.count, self.loss = 0, float("nan")

    def __call__(self, point):
        program = self.program
        shape = program.players[self.number].theta.shape
        if self.count == MOST_GRADIENTS:
            raise Mistake(f"asked for more than {MOST_GRADIENTS} gradients in one step")
        point = np.ascontiguousarray(point, program.dtype)
        if point.shape != shape:
            raise Mistake(f"asked for the gradient at an array of shape {point.shape}, not {shape}")
        self.count += 1
        program.lab.write(ASK, struct.pack("<I", self.number), point)
        kind = None
        while kind != GRAD:
            kind, body, self.loss = program.lab.read()
        return body.view(program.dtype)


def _settings(rule, settings):
    """The settings of the spec, matched to what the rule takes; and the names that the lab fills in."""
    parameters = list(inspect.signature(rule).parameters.values())
    name = getattr(rule, "__name__", type(rule).__name__)
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    if len(positional) < 3:
        raise Mistake(f"{name}{inspect.signature(rule)} cannot be called: a rule takes theta, the gradient "
                      "and state, and then its settings")
    own = [p for p in parameters if p not in positional[:3]]
    takes_all = any(p.kind == p.VAR_KEYWORD for p in own)
    own = {p.name: p for p in own if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)}
    given = {"lr", "t", "layers", "rng"} & set(own)
    for setting in settings:
        if setting in ("lr", "t", "layers", "rng"):
            beside = "it stands beside \"settings\"" if setting == "lr" else "the lab gives it"
            raise Mistake(f"{setting} is no setting: {beside}")
        if setting not in own and not takes_all:
            near = difflib.get_close_matches(setting, own, 1)
            known = ", ".join(own) or "none"
            raise Mistake(f"{name} does not take {setting}: its settings are {known}"
                          + (f"; did you mean {near[0]}?" if near else ""))
    for parameter in own.values():
        if parameter.default is parameter.empty and parameter.name not in {*settings, *given}:
            raise Mistake(f"{name} needs a value of {parameter.name}: write it into \"settings\", or give it "
                          "a default")
    return dict(settings), given


def _check_state(state):
    for key, value in state.items():
        if not isinstance(value, (np.ndarray, int, float, np.number, np.bool_)):
            raise Mistake(f"keeps a {type(value).__name__} in state[{key!r}]: only arrays and numbers can be "
                          "kept")


def _described(key, value, seen, arrays):
    """What becomes of a value of the state: how it is said in a text, and an array for behind it."""
    if not isinstance(key, (str, int)):
        raise Mistake(f"keeps something under {key!r}: a name in state is a text or a whole number")
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        if array.dtype.kind not in "biuf":
            raise Mistake(f"keeps {array.dtype} in state[{key!r}]: only numbers can be kept")
        if isinstance(value, np.ndarray):
            for other, known in seen.items():
                if known is value:
                    return "same", other
                if np.may_share_memory(known, value):
                    raise Mistake(f"state[{other!r}] and state[{key!r}] lie in the same memory: keep a copy")
            seen[key] = value
        order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
        arrays.append(array if order == "F" else np.ascontiguousarray(array))
        kind = "array" if isinstance(value, np.ndarray) else "scalar"
        return kind, array.dtype.str, list(array.shape), order
    return "number", value


def _restored(kind, about, state, rest):
    if kind == "number":
        return about[0]
    if kind == "same":
        return state[about[0]]
    array = rest.array(*about)
    return array if kind == "array" else array[()]


class _Rest:
    """Arrays that lie one behind the other."""

    def __init__(self, body):
        self.body, self.place = body, 0

    def array(self, dtype, shape, order):
        dtype = np.dtype(dtype)
        size = int(np.prod(shape, dtype=np.int64)) * dtype.itemsize
        values = np.frombuffer(bytes(self.body[self.place:self.place + size]), dtype)
        self.place += size
        return values.reshape(shape, order=order).copy(order="K")


def _file(rule):
    """Where a rule is written."""
    code = getattr(inspect.unwrap(rule), "__code__", None)
    return os.path.abspath(code.co_filename if code else sys.argv[0])


def _told(error, rule, words):
    """The words with the line of the rule's own that they are about: nobody else's is quoted."""
    own = os.path.dirname(_file(rule))
    place, step = None, error.__traceback__
    while step is not None:
        path = os.path.abspath(step.tb_frame.f_code.co_filename)
        if os.path.dirname(path) == own and path != os.path.abspath(__file__):
            place = (path, step.tb_lineno)
        step = step.tb_next
    if place is None:
        return words
    path, line = place
    name = "" if path == _file(rule) else f"{os.path.basename(path)}, "
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read().splitlines()[line - 1].strip()
    except (OSError, IndexError):
        text = ""
    return f"{words} ({name}line {line}{': ' if text else ''}{text})"
