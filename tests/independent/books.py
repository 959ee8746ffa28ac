"""Replay: what entries do to the books, and rules of docs/format.md, sections 4 to 6, 8, 10 and 11.

Every entry is folded whether or not it breaks a rule. Each broken rule is its code.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from form import canonical, sha256
from income import Income
from kinds import DUTIES, FOUNDING, MAY, OF_FUND, SECOND
from money import Money
from office import Office


class Pool:
    """The fen of one fund, source and purpose, numbered in the order in which they came."""

    def __init__(self, number):
        self.no, self.balance, self.reserved, self.arrived = number, 0, 0, 0
        self.free = []  # [start, end) that nobody took, ascending

    def arrive(self, fen):
        start = self.arrived
        self.arrived += fen
        self.balance += fen
        if self.free and self.free[-1][1] == start:
            self.free[-1] = (self.free[-1][0], self.arrived)
        else:
            self.free.append((start, self.arrived))
        return start

    def take(self, fen, low=0, high=None, highest=False):
        """Takes so many untaken fen of [low, high): the lowest, or the highest."""
        taken = []
        for piece in sorted(self.free, reverse=highest):
            start, end = max(piece[0], low), min(piece[1], self.arrived if high is None else high)
            if fen <= 0 or start >= end:
                continue
            if highest:
                start = max(start, end - fen)
            else:
                end = min(end, start + fen)
            taken.append((start, end))
            fen -= end - start
        for start, end in taken:
            self.free = [part for a, b in self.free
                         for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
            self.balance -= end - start
        return taken

    def next(self):
        return self.free[0][0] if self.free else self.arrived

    def struck(self):
        """Taken fen beyond the lowest that nobody took."""
        edges = [*self.free, (self.arrived, self.arrived)]
        return [(left[1], right[0]) for left, right in zip(edges, edges[1:])
                if left[1] < right[0]]


class Books(Office, Income):
    """State, and what replaying an entry does to it."""

    def __init__(self):
        self.seq, self.time, self.entries, self.leaves = 0, "", [], []
        self.info = self.policy = None
        self.entities, self.accounts, self.funds, self.people = {}, {}, {}, {}
        self.proposals, self.imports = {}, {}
        # Rows by key of the versions in force, their parts, and parts that are not all there.
        self.tables, self.adopted, self.pending = {}, {}, {}
        self.unconfirmed, self.pools, self.gifts = {}, {}, {}
        self.incomes, self.against, self.refs, self.objects = {}, defaultdict(int), {}, set()
        self.balances = defaultdict(lambda: [0, 0])
        self.rows = defaultdict(set)  # index rows
        self.arrived = None  # the income, pool and writer of the last arrival
        self.aid = Money(self)

    # Facts

    def day(self, moment):
        local = datetime.fromisoformat(moment[:-1]) + timedelta(
            minutes=self.info["utc_offset_min"] if self.info else 0)
        return local.date().isoformat()

    def table(self, name, day):
        days = [d for (table, d) in self.tables if table == name and d <= day]
        return self.tables[name, max(days)] if days else None

    def code(self, name, day, code):
        rows = self.table(name, day)
        return [] if rows is None or code in rows else ["code_unknown"]

    def fund_entity(self, fund):
        return self.funds[fund]["entity"] if fund in self.funds else None

    def subject(self, person):
        return self.people[person]["subject"] if person in self.people else person

    def pool(self, fund, source, purpose):
        key = (fund, source, purpose["type"], purpose.get("code", "-"))
        if key not in self.pools:
            self.pools[key] = Pool(len(self.pools))
        return self.pools[key]

    # One entry

    def take(self, entry, leaf):
        """Replays the next entry, whatever rules it breaks."""
        self.entries.append(entry)
        self.leaves.append(leaf)
        self.fold(entry)
        self.seq += 1

    def check(self, entry):
        """The codes of the rules that the next entry breaks."""
        kind, body = entry["kind"], entry["body"]
        if kind == "ledger.opened":
            return self.check_opening(entry) if self.seq == 0 else ["exists_already"]
        if self.seq == 0:
            return ["ledger_not_open"]
        broken = self.check_place(entry)
        founding = self.policy is None
        if founding and kind not in FOUNDING and kind not in (
                "policy.adopted", "action.proposed", "action.declined"):
            broken.append("policy_missing")
        if kind == "action.declined":
            return broken + self.check_declined(entry, body)
        broken += self.check_person(entry, founding)
        rules = getattr(self, "check_" + kind.replace(".", "_"), None)
        rules = rules or getattr(self.aid, "check_" + kind.replace(".", "_"), None)
        return broken + (rules(entry, body) if rules else [])

    def check_place(self, entry):
        kind = entry["kind"]
        if kind == "action.proposed":
            kind = entry["body"]["target_kind"]
        if kind not in OF_FUND:
            return ["fund_forbidden"] if "fund" in entry else []
        if "fund" not in entry:
            return ["fund_missing"]
        return [] if entry["fund"] in self.funds else ["fund_unknown"]

    def check_person(self, entry, founding):
        person = self.people.get(entry["actor"])
        if person is None:
            return [] if entry["actor"] == "system" and entry["kind"] == "case.lapsed" else [
                "actor_unknown"]
        broken = [] if person["status"] == "active" else ["actor_suspended"]
        fund = entry.get("fund")
        if fund in self.funds:
            scope = person.get("scope")
            serves = fund in scope if scope else person.get("entity") in (
                None, self.funds[fund]["entity"])
            broken += [] if serves else ["fund_out_of_scope"]
        kind, body = entry["kind"], entry["body"]
        duties = set(person["duties"])
        if "proposal" in body:
            return broken + self.check_cited(entry, duties)
        if kind == "action.proposed":
            allowed = DUTIES.get(body["target_kind"], set())
            return broken + ([] if not allowed or duties & allowed else ["duty_missing"])
        may = {"administrator"} if founding and kind in FOUNDING else MAY.get(kind, set())
        if not may:
            return broken + (["system_only"] if kind == "case.lapsed" else ["proposal_needed"])
        return broken + ([] if duties & may else ["duty_missing"])

    def check_cited(self, entry, duties):
        proposal = self.proposals.get(entry["body"]["proposal"])
        if proposal is None:
            return ["proposal_unknown"]
        broken = [] if entry["time"] <= proposal["expires"] else ["proposal_expired"]
        if proposal["target"] != self.target(entry):
            broken.append("proposal_differs")
        if not duties & SECOND.get(entry["kind"], set()):
            broken.append("duty_missing")
        if self.subject(proposal["by"]) == self.subject(entry["actor"]):
            broken.append("same_person")
        return broken

    @staticmethod
    def digest(kind, fund, private, body):
        return sha256("".join(part + "\n" for part in (kind, fund, *private)).encode()
                      + canonical(body))

    def target(self, entry):
        body = {key: value for key, value in entry["body"].items() if key != "proposal"}
        if entry["kind"] == "table.adopted":
            body = {key: value for key, value in body.items() if key not in ("part", "rows")}
        return self.digest(entry["kind"], entry.get("fund", ""), entry.get("private", []), body)

    # Effects

    def code_for(self, day, use):
        row = (self.table("chart_map", day) or {}).get(use)
        return row["code"] if row else None

    def account_use(self, account):
        return "account_" + self.accounts[account]["type"] if account in self.accounts else ""

    def codes(self, body):
        pair = (self.code_for(body["book_date"], self.account_use(body["account"])),
                self.code_for(body["book_date"], "income_" + body["source"]))
        return pair if all(pair) else None

    def post(self, entity, fund, source, day, debit, credit, fen):
        """Debit and credit are uses of the chart map."""
        debit, credit = self.code_for(day, debit), self.code_for(day, credit)
        if entity is None or not debit or not credit or fen <= 0:
            return
        for code, side in ((debit, 1), (credit, 0)):
            self.balances[entity, day[:7], code, fund or "-", source or "-"][side] += fen

    def move(self, account, fund, fen, **sums):
        """An account's balance and sums of its fund's entity."""
        if account in self.accounts:
            self.accounts[account]["balance"] += fen
        entity = self.entities.get(fund)
        for name, change in sums.items():
            if entity:
                entity[name] += change

    def fold(self, entry):
        kind, body = entry["kind"], entry["body"]
        if self.info:
            self.info["month"] = max(self.info["month"], self.day(entry["time"])[:7])
            year, month = map(int, self.info["month"].split("-"))
            before = f"{year if month > 1 else year - 1}-{month - 1 if month > 1 else 12:02d}"
            self.imports = {k: v for k, v in self.imports.items() if v["month"] >= before}
            self.gifts = {k: v for k, v in self.gifts.items() if k[1] >= year}
        effect = getattr(self, "fold_" + kind.replace(".", "_"), None)
        effect = effect or getattr(self.aid, "fold_" + kind.replace(".", "_"))
        effect(entry, body)
        if "proposal" in body and kind != "action.declined":
            if kind != "table.adopted" or body["part"] == body["parts"]:
                self.proposals.pop(body["proposal"], None)

    # Invariants

    def unsound(self):
        """After every entry."""
        for name, row in self.entities.items():
            if row["accounts"] != row["pools"] + row["unconfirmed"] + row["held"]:
                yield f"books_unbalanced: {name}"
        for name, row in self.accounts.items():
            if row["balance"] < 0:
                yield f"balance_negative: {name}"
        for key, pool in self.pools.items():
            if pool.balance < 0 or pool.balance < pool.reserved:
                yield f"balance_negative: {key}"
            if pool.balance != sum(end - start for start, end in pool.free):
                yield f"books_unbalanced: {key}"

    def unsound_at_end(self):
        reserved = defaultdict(int)
        for case in self.aid.cases.values():
            for pool, fen in case["reserved"]:
                reserved[pool.no] += fen
        for key, pool in self.pools.items():
            if pool.reserved != reserved[pool.no]:
                yield f"books_unbalanced: {key}"
        for name, row in self.entities.items():
            accounts = sum(a["balance"] for a in self.accounts.values() if a["entity"] == name)
            pools = sum(pool.balance for key, pool in self.pools.items()
                        if self.fund_entity(key[0]) == name)
            waiting = sum(income["body"]["amount"] for income in self.unconfirmed.values()
                          if self.fund_entity(income["fund"]) == name)
            if (accounts, pools, waiting) != (row["accounts"], row["pools"], row["unconfirmed"]):
                yield f"books_unbalanced: {name}"
        sides = defaultdict(lambda: [0, 0])
        for (entity, month, *_), (credit, debit) in self.balances.items():
            sides[entity, month][0] += credit
            sides[entity, month][1] += debit
        for key, (credit, debit) in sides.items():
            if credit != debit:
                yield f"books_unbalanced: {key}"
