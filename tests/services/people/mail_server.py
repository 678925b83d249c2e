"""A mail server on loopback that takes letters as RFC 5321 has it, with STARTTLS and a password where wanted."""

from __future__ import annotations

import asyncio
import base64
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class MailServer:
    """`said` are the verbs it was told, `letters` what it took (raw), each with whether the line was encrypted.

    `refuses`: verbs that it answers with "try later" as often as it is said here. `drops`: it hangs up after so many
    letters were half told.
    """

    tls: ssl.SSLContext | None = None
    refuses: dict[str, int] = field(default_factory=dict)
    drops: int = 0
    said: list[str] = field(default_factory=list)
    letters: list[tuple[bytes, bool]] = field(default_factory=list)
    passwords: list[tuple[str, bool]] = field(default_factory=list)
    port: int = 0

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        safe = False
        writer.write(b"220 loopback ESMTP\r\n")
        try:
            while line := await reader.readline():
                verb, _, rest = line.decode("ascii").strip().partition(" ")
                verb = verb.upper()
                self.said.append(verb)
                if self.refuses.get(verb, 0):
                    self.refuses[verb] -= 1
                    writer.write(b"451 try later\r\n")
                elif verb == "EHLO":
                    offers = ["loopback", *(["STARTTLS"] if self.tls and not safe else []), "AUTH PLAIN"]
                    writer.writelines(
                        f"250{' ' if offer is offers[-1] else '-'}{offer}\r\n".encode() for offer in offers
                    )
                elif verb == "STARTTLS" and self.tls:
                    writer.write(b"220 go on\r\n")
                    await writer.drain()
                    await writer.start_tls(self.tls)
                    safe = True
                elif verb == "AUTH":
                    self.passwords.append((base64.b64decode(rest.partition(" ")[2]).decode().split("\0")[-1], safe))
                    writer.write(b"235 yes\r\n")
                elif verb == "DATA":
                    writer.write(b"354 go on\r\n")
                    letter = await self._letter(reader)
                    if letter is None:
                        return
                    self.letters.append((letter, safe))
                    writer.write(b"250 taken\r\n")
                elif verb == "QUIT":
                    writer.write(b"221 bye\r\n")
                    await writer.drain()
                    return
                else:
                    writer.write(b"250 fine\r\n")
                await writer.drain()
        except (ConnectionError, ssl.SSLError):
            return
        finally:
            writer.close()

    async def _letter(self, reader: asyncio.StreamReader) -> bytes | None:
        """The letter with its stuffed dots taken out; None when this server hangs up in the middle."""
        if self.drops:
            self.drops -= 1
            await reader.readline()
            return None
        lines = []
        while (line := await reader.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)


@contextmanager
def serving(server: MailServer) -> Iterator[MailServer]:
    """The server on a free port of loopback while the block lasts, in a thread of its own."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    done = asyncio.Event()

    async def serve() -> None:
        async with await asyncio.start_server(server.meet, "127.0.0.1", 0) as listening:
            server.port = listening.sockets[0].getsockname()[1]
            ready.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert ready.wait(30)
        yield server
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(30)
        loop.close()


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that vouches for itself: its file, and a context that shows it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, secret = folder / "server.pem", folder / "server.key"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, secret)
    return file, context
