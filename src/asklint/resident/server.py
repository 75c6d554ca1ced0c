"""The resident process itself: it loads asklint once, waits for connections, and forks a process for each.

A forked process shares the loaded models with this one, so that it costs little time and memory, and it is thrown
away afterwards, so that no request can disturb the next. Touching shared memory for the first time takes longer than
the work itself; that is why spare processes are forked beforehand, which have done a check already.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asklint.resident import wire, worker
from asklint.resident.log import Log
from asklint.resident.stamps import Stamps

MOST_BUSY = 16
"""Connections answered at the same time; further ones wait in the socket's queue."""
SPARES = 2
"""Processes kept ready."""
_SPARE_DELAY = 0.2
"""Seconds after which a spare that was taken is replaced; the request it was taken for comes first."""
_LOOK_SECONDS = 60.0
"""How often it is looked whether clients can still find the socket."""
_FACTS = 4096


@dataclass
class _Child:
    channel: socket.socket | None
    """Where a spare gets its connection from; None for one that has it."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is done for clients."""

    warm: Callable[[], None]
    """Does what a check does, so that the memory for it is touched."""
    run: worker.RunCommand
    """Runs a command line and gives its exit status."""
    answer: Callable[[bytes, Mapping[str, Any]], bytes]
    """Answers a line of JSON; the mapping tells about the process."""


class Server:
    """Waits for connections until it is told to end, has been idle for long, or asklint has changed on disk.

    `listener` is bound and listening; `close_in_child` are descriptors that belong to this process alone. `idle` is
    in seconds, and 0 for never. `in_place` says whether clients can still find the socket.
    """

    def __init__(
        self,
        listener: socket.socket,
        work: Work,
        *,
        close_in_child: Sequence[int],
        in_place: Callable[[], bool],
        idle: float,
        stamps: Stamps,
        log: Log,
    ) -> None:
        self._listener = listener
        self._work = work
        self._close_in_child = tuple(close_in_child)
        self._in_place = in_place
        self._idle = idle
        self._stamps = stamps
        self._log = log
        self._children: dict[int, _Child] = {}
        self._started = time.time()
        self._requests = 0
        self._last = self._looked = self._spares_wanted = time.monotonic()
        self._ending = False
        self._wake = os.pipe()
        for descriptor in self._wake:
            os.set_blocking(descriptor, False)

    def serve(self) -> bool:
        """Answer connections; whether it ended because asklint has changed and is to be loaded anew."""
        gc.collect()
        gc.freeze()  # collecting garbage later would touch everything, which a forked process pays for
        self._catch_signals()
        try:
            return self._loop()
        finally:
            signal.set_wakeup_fd(-1)
            self._dismiss_spares()

    # --- waiting ------------------------------------------------------------------------------------------

    def _catch_signals(self) -> None:
        def end(*_: object) -> None:
            self._ending = True

        signal.set_wakeup_fd(self._wake[1], warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, end)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _loop(self) -> bool:
        while not self._ending:
            busy = self._busy()
            now = time.monotonic()
            if busy:
                self._last = now
            elif self._idle and now - self._last >= self._idle:
                self._log.write(f"stopped after {self._idle / 60:g} minutes without a request")
                return False
            if now - self._looked >= _LOOK_SECONDS:
                self._looked = now
                if not self._in_place():
                    self._log.write("stopped, for the socket was taken away")
                    return False
            poll = select.poll()
            poll.register(self._wake[0], select.POLLIN)
            if busy < MOST_BUSY:
                poll.register(self._listener.fileno(), select.POLLIN)
            ready = {number for number, _ in poll.poll(self._patience(now, busy))}
            if self._wake[0] in ready:
                _drain(self._wake[0])
            self._reap()
            if self._listener.fileno() in ready:
                if changed := self._stamps.changed():
                    self._log.write(f"loads anew, for {changed} has changed")
                    return True
                self._take()
            elif time.monotonic() >= self._spares_wanted:
                self._keep_spare()
        self._log.write("stopped")
        return False

    def _patience(self, now: float, busy: int) -> float:
        """Milliseconds to wait for something to happen."""
        until = [self._looked + _LOOK_SECONDS]
        if self._spare_count() < SPARES:
            until.append(self._spares_wanted)
        if self._idle and not busy:
            until.append(self._last + self._idle)
        return max(min(until) - now, 0) * 1000 + 1

    def _reap(self) -> None:
        """Take note of the processes that have ended; a restart leaves some that only the system knows."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            child = self._children.pop(pid, None)
            if child is not None and child.channel is not None:
                child.channel.close()
            if os.WIFSIGNALED(status):
                self._log.write(f"process {pid} was ended by signal {os.WTERMSIG(status)}")

    # --- connections --------------------------------------------------------------------------------------

    def _take(self) -> None:
        """Accept a connection and give it to a spare, or to a new process where there is none."""
        try:
            connection, _ = self._listener.accept()
        except OSError:
            return
        with connection:
            uid = wire.peer_uid(connection)
            if uid != os.geteuid():
                self._log.write(f"refused a connection of user {uid}")
                return
            self._requests += 1
            self._last = time.monotonic()
            self._spares_wanted = self._last + _SPARE_DELAY
            facts = json.dumps(self._facts()).encode()
            if not self._given_to_spare(connection, facts):
                self._fork(lambda: self._serve(connection, facts), None)

    def _given_to_spare(self, connection: socket.socket, facts: bytes) -> bool:
        for child in self._children.values():
            if child.channel is None:
                continue
            channel, child.channel = child.channel, None
            with channel:
                try:
                    socket.send_fds(channel, [facts], [connection.fileno()])
                except OSError:  # it has just died, which `_reap` will see
                    continue
            return True
        return False

    def _facts(self) -> dict[str, Any]:
        """What `--status` tells, as far as only this process knows it."""
        return {
            "pid": os.getpid(),
            "started": int(self._started),
            "requests": self._requests,
            "busy": self._busy() + 1,
            "idle_minutes": round(self._idle / 60, 3),
        }

    def _busy(self) -> int:
        return sum(child.channel is None for child in self._children.values())

    # --- processes ----------------------------------------------------------------------------------------

    def _spare_count(self) -> int:
        return len(self._children) - self._busy()

    def _keep_spare(self) -> None:
        if self._spare_count() < SPARES:
            ours, theirs = socket.socketpair()
            self._fork(lambda: self._wait_as_spare(theirs), ours)
            theirs.close()

    def _dismiss_spares(self) -> None:
        """Let the spares go, which end when nobody can send them anything any more."""
        for child in self._children.values():
            if child.channel is not None:
                child.channel.close()

    def _fork(self, work: Callable[[], None], channel: socket.socket | None) -> None:
        try:
            pid = os.fork()
        except OSError as error:  # too many processes, or no memory: the client will do without
            self._log.write(f"cannot fork: {error.strerror}")
            if channel is not None:
                channel.close()
            self._spares_wanted = time.monotonic() + 1
            return
        if pid:
            self._children[pid] = _Child(channel)
            return
        try:
            self._become_child(channel)
            work()
        except BaseException as error:  # noqa: BLE001 - nothing may get back into the loop of the process it was
            self._log.write(f"failed ({type(error).__name__})")
        finally:
            os._exit(0)

    def _become_child(self, channel: socket.socket | None) -> None:
        """Give up what belongs to the waiting process: terminal, signals, lock, listener, ways to other children."""
        os.setsid()  # Ctrl-C at a server in a terminal is for the server, not for those it works for
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._listener.close()
        channels = [channel, *(child.channel for child in self._children.values())]
        for each in channels:
            if each is not None:
                each.close()
        for descriptor in (*self._wake, *self._close_in_child):
            os.close(descriptor)

    def _wait_as_spare(self, channel: socket.socket) -> None:
        self._work.warm()
        facts, descriptors, _, _ = socket.recv_fds(channel, _FACTS, 1)
        channel.close()
        if descriptors:
            with socket.socket(fileno=descriptors[0]) as connection:
                self._serve(connection, facts)

    def _serve(self, connection: socket.socket, facts: bytes) -> None:
        worker.serve(connection, self._work.run, lambda line: self._work.answer(line, json.loads(facts)), self._log)


def _drain(descriptor: int) -> None:
    try:
        while os.read(descriptor, _FACTS):
            pass
    except BlockingIOError:
        return
