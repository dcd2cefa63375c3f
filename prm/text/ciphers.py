"""What an encrypted file begins with, in git or on disk."""

from __future__ import annotations

CIPHERS = (
    *(b"\0GITCRYPT\0", b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----"),
    b"-----BEGIN PGP MESSAGE-----",
)
