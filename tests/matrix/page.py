"""docs/tamper-matrix.md, from what came of the edits."""

HEAD = """# The tamper matrix

*Generated: `tests/matrix/tamper_matrix.py BIN --write`. A test compares this page with what the
program prints.*

What `mingzhang-audit verify` finds when somebody edits a ledger. A real ledger of {size}
entries, in which every one of the {kinds} kinds of entry and every table occurs, is copied, one
thing is changed, and the copy is verified: whole, offline, with the log's key and **one older
checkpoint that the auditor kept** (of {kept} entries). Places are first, middle, last and two
at random (the same in every run). Untouched, the ledger, its vault and its tiles give no
finding.

- **tried**: edits of this kind. **found**: at least one finding, so exit code 1; or, where the
  file cannot be read at all, exit code 3. Never 0.
- **exact**: a finding that is a first cause names the very entry or row. Where it does not, it
  names a range that holds it: the checkpoints on both sides are as near as signatures can tell.
- **missed**: no finding. It must be 0 in the first two tables.
"""

EDITS = """
## Edits by who does not hold the log's key

The first rows are of the ledger's database; `details`, `ids`, `reads`, `keys` and `master` of
the vault (`--vault`); `tile/…` of an exported folder of tiles. An edit that computes hashes
anew takes everything along that an entry says of others' hashes.
"""

THIEF = """
## Every field of every kind, changed by a thief who holds the log's key

One field of one entry, the one of its kind with the most fields, is changed to another value of
the same type, removed, or added where it was not. Then all later links, hashes and tree nodes
are computed anew, all checkpoints from there on are signed anew with the log's own key, and all
derived rows are derived anew. The auditor kept a checkpoint that covers the entry: every change
is found. The finding is the fork from that checkpoint (a range); it is exact where the change
breaks a rule or the form as well.
"""

WITHIN = """
## What cannot be known

### Entries behind the newest kept checkpoint, rewritten within the rules by the holder of the key

The same edits, but the auditor kept only the last checkpoint from *before* the entry. Nothing
that this auditor holds says what stood there: the thief's history is signed as the true one
would be. What is left are form and rules, and they find much of it; the last column has the
fields whose change keeps every rule. No program can find these from the files and that
checkpoint alone. What helps: keep checkpoints often, for each closes the door on everything
before it; a **witness**, who cosigns each checkpoint and refuses a second history, so that a
rewritten one lacks the cosignatures of the quorum; timestamps by a third party; receipts in the
hands of donors, each with its proof.
"""

UNKNOWN = """
### Other edits that leave no trace in what is signed

They are tried all the same, so that this page shows what comes of them.
"""

WHY = """
- *An older copy put back, from after the kept checkpoint*: it is a true ledger of an earlier
  day. Newer entries were signed, but nobody who is asked remembers. A newer checkpoint, a
  witness, or the guard file beside the running ledger does.
- *A checkpoint before the newest deleted*: a later one covers the same entries; nothing is lost
  but the place where a fork could have been told more exactly.
- *requests*: remembered answers for 31 days. They are not derived from entries; no auditor
  reads them.
- *details: `time_ms`, `seq`*: neither is sealed. What was committed to is proved by the
  commitment alone; a row that names an entry without its commitment is counted
  (`without_entry`), as rows of a batch that failed are, and is no finding.
- *unsettled*: marks of work under way, settled at the next start.
- *ids: `digest`, `id`, a row deleted*: the number is not stored, so that nobody can compute its
  digest again, and not every id is of somebody with details. Two numbers with one id, and an id
  that is not of its form, are findings.
- *reads, the newest row deleted*: the log of reads is a chain; its end is known only to who
  kept a hash.
- *keys: `destroyed_ms`, a row added*: that a key was destroyed is the operator's word; while
  its wrapped key is there, the details open. A key that opens nothing is nobody's.
- *master: `one`, a row added*: only the row of the master key in use counts.
"""


def table(head, rows):
    marks = ["---"] + ["--:"] * 4 + ["---"] * (len(head) - 5)
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |"
                     for row in (head, marks, *rows)) + "\n"


def counts(tallies, code=False):
    rows = [[f"`{name}`" if code else name, t.tried, t.found, t.exact, t.tried - t.found]
            for name, t in tallies.items()]
    return rows + [["**all**", *(sum(row[i] for row in rows) for i in range(1, 5))]]


def kept_rules(tally):
    """The fields whose change keeps every rule, by what was done to them."""
    ways = {}
    for missed in tally.missed:
        field, _, way = missed.rpartition(" ")
        ways.setdefault(way, []).append(f"`{field.removeprefix('body.')}`")
    return "; ".join(f"{way}: {', '.join(fields)}" for way, fields in ways.items()) or "–"


def page_of(matrix):
    head = ["edit", "tried", "found", "exact", "missed"]
    after = [[f"`{name}`", t.tried, t.found, t.exact, t.tried - t.found, kept_rules(t)]
             for name, t in matrix.after.items()]
    after.append(["**all**", *(sum(row[i] for row in after) for i in range(1, 5)), ""])
    return "".join([
        HEAD.format(size=matrix.original.size, kept=matrix.original.kept_size,
                    kinds=len(matrix.before)),
        EDITS, "\n", table(head, counts(matrix.knowable)),
        THIEF, "\n", table(["kind", *head[1:]], counts(matrix.before, True)),
        WITHIN, "\n", table(["kind", *head[1:4], "within the rules", "which"], after),
        UNKNOWN, "\n", table(head, counts(matrix.unknowable)), WHY])
