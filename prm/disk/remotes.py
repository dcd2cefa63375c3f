"""Where a repository is pushed to: whether it can be reached, and whether anybody can read it."""

from typing import NamedTuple

from prm.disk import git
from prm.disk.files import Refused
from prm.text.pattern import Pattern

_OFFLINE = Pattern(
    r"(?i)could not resolve|name or service not known|temporary failure in name resolution"
    r"|network is (unreachable|down)|no route to host|connection (refused|timed out|reset|closed)|operation timed out"
    r"|failed to connect"
    r"|couldn't connect|host is down|host key verification timed out|timeout was reached|ssl connection timeout"
)
_NOT_THERE = Pattern(r"'(?P<path>[^']*)' does not appear to be a git repository|repository '(?P<url>/[^']*)'")
_HOSTED = Pattern(r"(?i)^(?:ssh://)?(?:[^@/]+@)?(?P<host>[\w.-]+\.[a-z]{2,})(?::\d+/|:|/)(?P<path>[^:]+)$")
_ADDRESS = Pattern(r"(?i)^(?P<scheme>https?|git)://(?:[^@/]*@)?(?P<rest>.+)$")
_NOBODY = {
    "HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent", "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": "0", "GIT_CONFIG_PARAMETERS": "", "GIT_ASKPASS": "true",
    "SSH_ASKPASS": "true", "GIT_SSH_COMMAND": "false",
}  # fmt: skip
_PATIENCE = 10.0


class Target(NamedTuple):
    """Where a branch goes: the remote, the branch there, our picture of it ("" where there is none yet).

    `ahead` and `behind` are the numbers of commits that only the branch, and only that picture, has.
    """

    remote: str
    ref: str
    tracking: str
    ahead: int
    behind: int


def target(root: str, branch: str) -> Target | None:
    """Return where a branch is pushed to: its upstream, else the same branch of origin, or of the only remote."""
    form = "--format=%(upstream:remotename)%00%(upstream:remoteref)%00%(upstream)%00%(upstream:track)"
    upstream = git.git(root, "for-each-ref", form, f"refs/heads/{branch}").text.split("\0")
    remote, ref, tracking, track = (*upstream, "", "", "", "")[:4]
    if remote not in ("", ".") and tracking and track != "[gone]":
        return Target(remote, ref, tracking, *_numbers(track))
    if not remote:
        remotes = git.git(root, "remote").text.split("\n")
        remote = "origin" if "origin" in remotes else remotes[0] if len(remotes) == 1 else ""
        ref, tracking = f"refs/heads/{branch}", f"refs/remotes/{remote}/{branch}"
    if remote in ("", "."):
        return None
    there = git.git(root, "rev-parse", "--verify", "--quiet", f"{tracking}^{{commit}}").text if tracking else ""
    return Target(remote, ref or f"refs/heads/{branch}", tracking if there else "", *_counted(root, remote, there))


def _numbers(track: str) -> tuple[int, int]:
    """Return how many commits git says that a branch is ahead and behind: “[ahead 2, behind 1]”, or nothing."""
    said = dict(each.split(" ") for each in track.strip("[]").split(", ") if each)
    return int(said.get("ahead", 0)), int(said.get("behind", 0))


def _counted(root: str, remote: str, there: str) -> tuple[int, int]:
    """Count what only HEAD, and only a commit, has; without that what the remote has on no branch that we know of."""
    if not git.git(root, "rev-parse", "--verify", "--quiet", "HEAD").text:
        return 0, int(git.git(root, "rev-list", "--count", there).text) if there else 0
    if not there:
        return int(git.git(root, "rev-list", "--count", "HEAD", "--not", f"--remotes={remote}").text), 0
    answer = git.git(root, "rev-list", "--left-right", "--count", f"HEAD...{there}")
    if answer.problem:
        raise Refused(answer.problem)
    ahead, behind = map(int, answer.text.split())
    return ahead, behind


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
    if answer.code == git.STOPPED:
        return "it did not answer"
    if found := _OFFLINE.search(answer.errors):
        return found.group().lower()
    found = _NOT_THERE.search(answer.errors)
    path = (found.group("path") or found.group("url") or "") if found else ""
    return f"there is no repository at {path}" if path.startswith(("/", "./", "../")) else ""
