"""Where a repository is pushed to: whether it can be reached, and whether anybody can read it."""

from __future__ import annotations

import re
from typing import NamedTuple

from prm.disk import git

_OFFLINE = re.compile(
    r"could not resolve|name or service not known|temporary failure in name resolution|network is (unreachable|down)"
    r"|no route to host|connection (refused|timed out|reset|closed)|operation timed out|failed to connect"
    r"|couldn't connect|host is down|host key verification timed out|timeout was reached|ssl connection timeout",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(r"'(?P<path>[^']*)' does not appear to be a git repository|repository '(?P<url>/[^']*)'")
_HOSTED = re.compile(
    r"^(?:ssh://)?(?:[^@/]+@)?(?P<host>[\w.-]+\.[a-z]{2,})(?::\d+/|:|/)(?P<path>[^:]+)$", re.IGNORECASE
)
_ADDRESS = re.compile(r"^(?P<scheme>https?|git)://(?:[^@/]*@)?(?P<rest>.+)$", re.IGNORECASE)
_NOBODY = {
    "HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "0", "GIT_CONFIG_PARAMETERS": "", "GIT_ASKPASS": "true",
    "SSH_ASKPASS": "true", "GIT_SSH_COMMAND": "false",
}  # fmt: skip
_PATIENCE = 10.0


class Target(NamedTuple):
    """Where a branch goes: the remote, the branch there, our picture of it ("" where there is none yet)."""

    remote: str
    ref: str
    tracking: str


def target(root: str, branch: str) -> Target | None:
    """Return where a branch is pushed to: its upstream, else the same branch of origin, or of the only remote."""
    form = "--format=%(upstream:remotename)%00%(upstream:remoteref)%00%(upstream)"
    upstream = git.git(root, "for-each-ref", form, f"refs/heads/{branch}").text.split("\0")
    remote, ref, tracking = (*upstream, "", "")[:3]
    if not remote:
        remotes = git.git(root, "remote").text.split("\n")
        remote = "origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else ""
        ref, tracking = f"refs/heads/{branch}", f"refs/remotes/{remote}/{branch}"
    if remote in ("", "."):
        return None
    there = git.git(root, "rev-parse", "--verify", "--quiet", f"{tracking}^{{commit}}").text if tracking else ""
    return Target(remote, ref or f"refs/heads/{branch}", tracking if there else "")


def addresses(root: str, remote: str) -> list[str]:
    """Return where a remote is pushed to and fetched from, as git would go there."""
    pushed = git.git(root, "remote", "get-url", "--push", "--all", remote).text.split("\n")
    fetched = git.git(root, "ls-remote", "--get-url", remote).text
    return [each for each in dict.fromkeys([*pushed, fetched]) if each]


def anonymous(address: str) -> str:
    """Return the address at which somebody without a key would look for a repository, "" where there is none.

    A repository that is reached with a key at a host that has a name is looked for by https there as well.
    """
    if found := _ADDRESS.match(address):
        return f"{found.group('scheme')}://{found.group('rest')}"
    if "://" in address and not address.startswith("ssh://"):
        return ""
    hosted = None if address.startswith((".", "/", "~")) else _HOSTED.match(address)
    return f"https://{hosted.group('host')}/{hosted.group('path').lstrip('/')}" if hosted else ""


def public(root: str, remote: str) -> str:
    """Return an address of a remote that anybody can read, "" where none is known to be so.

    The look is made without passwords, keys, cookies or settings of the user's; where it fails, nothing is known.
    """
    for address in dict.fromkeys(filter(None, map(anonymous, addresses(root, remote)))):
        if git.git("/", "ls-remote", "--", address, variables=_NOBODY, timeout=_PATIENCE).code == 0:
            return address
    return ""


def offline(answer: git.Answer) -> str:
    """Return why a remote cannot be reached just now, "" where it can, or where trying again would not help."""
    if answer.code == 124:
        return "it did not answer"
    if found := _OFFLINE.search(answer.errors):
        return found.group().lower()
    found = _NOT_THERE.search(answer.errors)
    path = (found.group("path") or found.group("url") or "") if found else ""
    return f"there is no repository at {path}" if path.startswith("/") else ""
