"""What shells are told of the words that only studies know: their names and claims."""

from __future__ import annotations

from shlex import join
from string import Template
from typing import TYPE_CHECKING, Any

from summitry.study.source import Source, bundled_studies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Words = dict[str, Any]

_IDS = r"""awk '/^[ \t]*\[/ { claim = /^[ \t]*\[\[claim\]\]/ }
    claim && match($0, /^[ \t]*id[ \t]*=[ \t]*["\047][^"\047]*/) {
      id = substr($0, RSTART, RLENGTH); sub(/^[^"\047]*["\047]/, "", id); print id
    }'"""
"""Prints the ids of the claims of a study file."""

_BASH = Template("""
_summitry_studies() {
  compgen -d -- "$$1"
  compgen -f -X '!*.toml' -- "$$1"
  compgen -W "$studies" -- "$$1"
}

_summitry_claims() {
  local word ids
  for word in "$${COMP_WORDS[@]:2}"; do
    case "$$word" in
$known
      *)
        word="$${word/#\\~/$$HOME}"
        [ -d "$$word" ] && word="$$word/study.toml"
        [ -f "$$word" ] || continue
        ids="$$($ids "$$word")" ;;
    esac
    compgen -W "$$ids" -- "$$1"
    return
  done
}
""")
_ZSH = Template("""
_summitry_studies() {
  compadd -- $studies
  _files -g '*.toml'
}

_summitry_claims() {
  local word
  local -a ids
  for word in $${words[2,-1]}; do
    case "$$word" in
$known
      *)
        word="$${word/#\\~/$$HOME}"
        [[ -d "$$word" ]] && word="$$word/study.toml"
        [[ -f "$$word" ]] || continue
        ids=($${(f)"$$($ids "$$word")"}) ;;
    esac
    compadd -- $$ids
    return
  done
}
""")
_FISH = Template(r"""
function _summitry_studies
  printf '%s\\n' $studies
  __fish_complete_path (commandline -ct) | string match -r '.*(?:/|\.toml)(?:\t.*)?$$'
end

function _summitry_claims
  for word in (commandline -op)[3..-1]
    switch $$word
$known
      case '*'
        set word (string replace -r '^~' $$HOME -- $$word)
        test -d $$word; and set word $$word/study.toml
        test -f $$word; or continue
        $ids $$word
    end
    return
  end
end
""")
_KNOWN: Mapping[str, Callable[[str, str], str]] = {
    "bash": lambda name, ids: f'      {name}) ids="{ids}" ;;',
    "zsh": lambda name, ids: f"      {name}) ids=({ids}) ;;",
    "fish": lambda name, ids: f"      case {name}\n        printf '%s\\n' {ids}",
}
_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


def studies_and_claims(files: Mapping[str, Any]) -> tuple[Words, Words]:
    """
    Return how each shell completes a study, and the id of a claim of the study named.

    Parameters
    ----------
    files : mapping of str to str
        How each shell completes the name of a file; others than bash, zsh and fish
        complete no more than that.
    """
    claims = {name: _claims_of(name) for name in bundled_studies()}
    scripts = {
        shell: script.substitute(
            studies=join(claims),
            ids=_IDS,
            known="\n".join(_KNOWN[shell](*one) for one in claims.items()),
        )
        for shell, script in _SCRIPTS.items()
    }
    asked = {"bash": "_summitry_%s", "zsh": "_summitry_%s", "fish": "(_summitry_%s)"}
    named, claimed = (
        Words({shell: word % what for shell, word in asked.items()}, preamble=scripts)
        for what in ("studies", "claims")
    )
    return {**files, **named}, claimed


def _claims_of(study: str) -> str:
    return join(one["id"] for one in Source.find(study).model().get("claim", []))
