"""One window per database on a computer: a second start brings the first window to the front and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, QStandardPaths, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS: Final = 1000
AGAIN_MS: Final = 20
LONGEST: Final = 200
"""Bytes taken from whoever knocks: what comes from outside is only ever looked up."""


class SingleInstance(QObject):
    """Signal: ``knocked(str)``: somebody started the program again, with a text to look up or none."""

    knocked = Signal(str)

    def __init__(self, database: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        whole = QCryptographicHash.hash(database.encode(), QCryptographicHash.Algorithm.Sha256)
        sign = bytes(whole.toHex().data()).decode()[:16]
        self._name = f"spare-depot-{sign}"
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.TempLocation)
        self._lock = QLockFile(f"{folder}/{self._name}.lock")
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None
        self._callers: list[QLocalSocket] = []

    def claim(self) -> bool:
        """True: this is the first. The lock of a program that has died does not count."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Let others knock; only the first may."""
        from PySide6.QtNetwork import QLocalServer  # takes longer to load than the first window has time for

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        self._server.listen(self._name)

    def knock(self, text: str = "") -> bool:
        """Ask the first to come to the front and look a text up. False: it does not answer.

        One that is still opening its window listens in a moment: it is asked again for WAIT_MS.
        """
        from PySide6.QtCore import QDeadlineTimer, QThread
        from PySide6.QtNetwork import QLocalSocket

        patience = QDeadlineTimer(WAIT_MS)
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        while not socket.waitForConnected(WAIT_MS):
            if patience.hasExpired():
                return False
            QThread.msleep(AGAIN_MS)
            socket.connectToServer(self._name)
        socket.write(text.encode()[:LONGEST] + b"\n")
        heard = socket.waitForBytesWritten(WAIT_MS)
        socket.disconnectFromServer()
        return heard

    def release(self) -> None:
        """Let another be the first."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _called(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()) is not None:
            self._callers.append(caller)
            caller.readyRead.connect(self._read)
            caller.disconnected.connect(self._left)
            if caller.bytesAvailable():
                self._take(caller)

    def _read(self) -> None:
        caller = self.sender()
        if caller in self._callers:
            self._take(caller)

    def _take(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            return
        said = bytes(caller.readLine(LONGEST + 1).data()).decode(errors="replace")
        self.knocked.emit("".join(letter for letter in said.strip() if letter.isprintable()))

    def _left(self) -> None:
        gone = self.sender()
        self._callers = [caller for caller in self._callers if caller is not gone]
        if gone is not None:
            gone.deleteLater()
