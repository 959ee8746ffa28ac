"""Replay: what entries do to the books, and rules of docs/format.md, sections 4 to 6, 8, 10 and 11.

Every entry is folded whether or not it breaks a rule. Each broken rule is its code.
"""

import hashlib
from collections import defaultdict
from datetime import datetime, timedelta

from form import TABLE_KEY, canonical
from money import Money
from kinds import DUTIES, FOUNDING, MAY, NOT_PROPOSED, OF_FUND, PURPOSE_TABLE, SECOND


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def conflict(duties):
    """Duties that may not be joined in one person."""
    alone = {"administrator", "auditor"}
    return (len(set(duties)) > 1 and bool(set(duties) & alone)) or {"cashier", "bookkeeper"} <= set(
        duties)


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


class Books:
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

    # The office

    def check_opening(self, entry):
        body = entry["body"]
        admin, approver, auditor, leader = (body[key] for key in (
            "administrator", "approver", "auditor", "responsible"))
        broken = ["fund_forbidden"] if "fund" in entry else []
        broken += [] if entry["actor"] == admin["person"] else ["duty_missing"]
        pairs = [(admin, approver), (admin, auditor), (admin, leader), (auditor, approver),
                 (auditor, leader)]
        if any(a[key] == b[key] for a, b in pairs for key in ("person", "subject")) or (
                (approver["person"] == leader["person"]) != (
                    approver["subject"] == leader["subject"])):
            broken.append("duties_conflict")
        if any(f["person"] == "system" for f in (admin, approver, auditor, leader)):
            broken.append("system_only")
        return broken

    def check_policy_adopted(self, entry, body):
        broken = ["rules_decrease"] if self.policy and body["rules"] < self.policy["rules"] else []
        broken += ["rules_unknown"] if body["rules"] != 1 else []
        order = body["limits"]["source_order"]
        return broken + (["value_unknown"] if len(set(order)) < len(order) else [])

    def check_table_adopted(self, entry, body):
        parts = self.pending.get((body["table"], body["from"]), [])
        follows = body["part"] == 1 or (
            parts and body["part"] == len(parts) + 1 and parts[0]["digest"] == body["digest"]
            and parts[0]["parts"] == body["parts"])
        if not follows or body["part"] > body["parts"]:
            return ["part_out_of_order"]
        if body["part"] == body["parts"]:
            rows = [r for p in (parts if body["part"] > 1 else []) for r in p["rows"]]
            if sha256(canonical(rows + body["rows"])) != body["digest"]:
                return ["digest_differs"]
        return []

    def check_entity_opened(self, entry, body):
        broken = ["exists_already"] if body["entity"] in self.entities else []
        return broken + self.code("regions", self.day(entry["time"]), body["region"])

    def check_account_opened(self, entry, body):
        broken = [] if body["entity"] in self.entities else ["entity_unknown"]
        broken += ["exists_already"] if body["account"] in self.accounts else []
        custodian = body.get("custodian")
        return broken + (["person_unknown"] if custodian and custodian not in self.people else [])

    def check_fund_opened(self, entry, body):
        broken = [] if body["entity"] in self.entities else ["entity_unknown"]
        broken += ["exists_already"] if body["fund"] in self.funds else []
        return broken + self.code("regions", self.day(entry["time"]), body["territory"])

    def check_duties(self, person, subject, duties, scope):
        broken = ["key_order"] if sorted(set(duties)) != duties else []
        broken += ["duties_conflict"] if conflict(duties) else []
        joined = set(duties)
        for name, other in self.people.items():
            if name != person and other["subject"] == subject and other["status"] != "left":
                joined |= set(other["duties"])
        broken += ["duties_conflict"] if conflict(joined) else []
        return broken + ["fund_unknown" for fund in scope if fund not in self.funds]

    def check_person_enrolled(self, entry, body):
        broken = [] if body["entity"] in self.entities else ["entity_unknown"]
        broken += ["system_only"] if body["person"] == "system" else []
        if body["person"] in self.people or any(
                other["subject"] == body["subject"] and other.get("entity") == body["entity"]
                for other in self.people.values()):
            broken.append("exists_already")
        return broken + self.check_duties(body["person"], body["subject"], body["duties"],
                                          body.get("scope", []))

    def check_person_changed(self, entry, body):
        person = self.people.get(body["person"])
        if person is None:
            return ["person_unknown"]
        duties = body.get("duties", person["duties"])
        broken = self.check_duties(body["person"], person["subject"], duties,
                                   body.get("scope", []))
        return [code for code in broken if body["status"] != "left" or code != "duties_conflict"]

    def check_action_proposed(self, entry, body):
        broken = ["not_proposed"] if body["target_kind"] in NOT_PROPOSED else []
        if "expires" not in body:
            return broken + ["field_missing"]
        days = self.policy["limits"]["proposal_days"] if self.policy else 7
        latest = (datetime.fromisoformat(entry["time"][:-1]) + timedelta(days=days)).isoformat(
            timespec="milliseconds") + "Z"
        if not entry["time"] < body["expires"] <= latest:
            broken.append("expiry_not_allowed")
        return broken

    def check_declined(self, entry, body):
        broken = self.code("reasons", self.day(entry["time"]), body["reason"])
        proposal = self.proposals.get(body["proposal"])
        if proposal is None:
            return broken + ["proposal_unknown"]
        if entry["actor"] == "system":
            return broken + (["proposal_not_expired"] if entry["time"] <= proposal["expires"]
                             else [])
        person = self.people.get(entry["actor"])
        if person is None:
            return broken + ["actor_unknown"]
        broken += [] if person["status"] == "active" else ["actor_suspended"]
        if entry["actor"] != proposal["by"] and not set(person["duties"]) & SECOND.get(
                proposal["kind"], set()):
            broken.append("duty_missing")
        return broken

    # Income

    def check_account(self, account, fund, source):
        known = self.accounts.get(account)
        if known is None:
            return ["account_unknown"]
        broken = [] if known["entity"] == self.fund_entity(fund) else ["account_of_other_entity"]
        if source and (known.get("bound_source", source) != source or known["type"] == "store"):
            broken.append("account_source_bound")
        return broken

    def check_import_recorded(self, entry, body):
        broken = self.check_account(body["account"], entry.get("fund"), None)
        broken += [] if body["import"] == "i" + body["file_digest"][:20] else ["digest_differs"]
        known = body["import"] in self.imports or "import:" + body["import"] in self.objects
        return broken + (["exists_already"] if known else [])

    def check_purpose(self, purpose, day):
        if ("code" in purpose) != (purpose["type"] != "none"):
            return ["key_unknown" if "code" in purpose else "field_missing"]
        if purpose["type"] == "campaign":
            return ["code_unknown"]
        table = PURPOSE_TABLE.get(purpose["type"])
        return self.code(table, day, purpose["code"]) if table else []

    def check_book_date(self, entity, body):
        if "book_date" not in body:
            return ["field_missing"]
        first = self.entities[entity]["open_from"] if entity in self.entities else ""
        broken = ["period_not_open"] if body["book_date"][:7] < first else []
        if body["book_date"] != max(body["value_date"], first + "-01"):
            broken.append("book_date_not_allowed")
        return broken

    def check_income(self, entry, body, source):
        today, fund = self.day(entry["time"]), entry.get("fund")
        broken = [] if source in (None, body["source"]) else ["source_not_allowed"]
        broken += self.check_account(body["account"], fund, body["source"])
        broken += self.check_purpose(body["purpose"], today)
        broken += ["date_in_future"] if body["value_date"] > today else []
        broken += self.check_book_date(self.fund_entity(fund), body)
        if "channel" in body:
            broken += self.code("channels", today, body["channel"])
        if "import" in body:
            row = self.imports.get(body["import"])
            if row is None or (row["fund"], row["account"]) != (fund, body["account"]):
                broken.append("import_unknown")
        if body.get("ref") in self.refs:
            broken.append("ref_standing")
        return broken

    def check_donation_received(self, entry, body):
        return self.check_income(entry, body, "donation")

    def check_injection_received(self, entry, body):
        return self.check_income(entry, body, "gov")

    def check_transfer_received(self, entry, body):
        broken = self.check_income(entry, body, None)
        if "sent" in body:
            seq = body["sent"]
            sent = self.entries[seq] if seq < len(self.entries) else {"kind": ""}
            if sent["kind"] != "transfer.sent" or sent["body"]["to_fund"] != entry.get("fund"):
                return broken + ["entry_unknown"]
            broken += [] if sent["body"]["amount"] == body["amount"] else ["amount_differs"]
            broken += [] if sent["body"]["source"] == body["source"] else ["source_not_allowed"]
            broken += ["exists_already"] if f"transfer:{seq}" in self.objects else []
        return broken

    def confirmed(self, entry):
        """The incomes that a confirmation covers, in the order of seq."""
        body = entry["body"]
        return [seq for seq in sorted(self.unconfirmed)
                if body["first"] <= seq <= body["last"]
                and self.unconfirmed[seq]["fund"] == entry.get("fund")
                and body.get("import") in (None, self.unconfirmed[seq]["body"].get("import"))
                and seq not in body.get("except", [])][:10000]

    def check_income_confirmed(self, entry, body):
        covered = self.confirmed(entry)
        if not covered:
            return ["income_unknown"]
        broken = [] if len(covered) == body["count"] else ["count_differs"]
        amounts = sum(self.unconfirmed[seq]["body"]["amount"] for seq in covered)
        broken += [] if amounts == body["amount"] else ["amount_differs"]
        excepted = body.get("except", [])
        broken += [] if sorted(set(excepted)) == excepted else ["key_order"]
        if any(seq not in self.unconfirmed or not body["first"] <= seq <= body["last"]
               or self.unconfirmed[seq]["fund"] != entry.get("fund") for seq in excepted):
            broken.append("income_unknown")
        makers = {self.subject(self.unconfirmed[seq]["maker"]) for seq in covered}
        broken += ["same_person"] if self.subject(entry["actor"]) in makers else []
        for seq in covered:
            if not self.codes(self.unconfirmed[seq]["body"]):
                return broken + ["code_unknown"]
        return broken

    def check_income_cancelled(self, entry, body):
        income = self.unconfirmed.get(body["income"])
        if income is None or income["fund"] != entry.get("fund"):
            return ["income_unknown"]
        broken = self.code("reasons", self.day(entry["time"]), body["reason"])
        duties = self.people.get(entry["actor"], {"duties": []})["duties"]
        if entry["actor"] != income["maker"] and "bookkeeper" not in duties:
            broken.append("maker_only")
        return broken

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

    def fold_ledger_opened(self, entry, body):
        if self.info:
            return
        self.info = {key: body[key] for key in ("ledger", "origin", "utc_offset_min", "vkey")}
        self.info["month"] = self.day(entry["time"])[:7]
        for duty in ("administrator", "approver", "auditor", "responsible"):
            person = self.people.setdefault(body[duty]["person"], {
                "person": body[duty]["person"], "subject": body[duty]["subject"], "duties": [],
                "status": "active"})
            person["duties"] = sorted({*person["duties"], duty})

    def fold_policy_adopted(self, entry, body):
        self.policy = {"by": entry["actor"], "limits": body["limits"], "rules": body["rules"],
                       "seq": entry["seq"]}

    def fold_table_adopted(self, entry, body):
        key = (body["table"], body["from"])
        parts = [] if body["part"] == 1 else self.pending.get(key, [])
        self.pending[key] = [*parts, body]
        if body["part"] == body["parts"]:
            name = TABLE_KEY.get(body["table"], "code")
            self.adopted[key] = self.pending.pop(key)
            self.tables[key] = {row[name]: row for part in self.adopted[key]
                                for row in part["rows"]}

    def fold_entity_opened(self, entry, body):
        self.entities.setdefault(body["entity"], {
            "entity": body["entity"], "open_from": body["books_from"], "region": body["region"],
            "accounts": 0, "held": 0, "pools": 0, "unconfirmed": 0})

    def fold_account_opened(self, entry, body):
        row = {key: body[key] for key in ("account", "entity", "type", "bound_source")
               if key in body}
        self.accounts.setdefault(body["account"], {**row, "balance": 0})

    def fold_fund_opened(self, entry, body):
        self.funds.setdefault(body["fund"], {
            "entity": body["entity"], "fund": body["fund"], "no": len(self.funds),
            "territory": body["territory"]})

    def fold_person_enrolled(self, entry, body):
        row = {key: body[key] for key in ("duties", "entity", "person", "scope", "subject")
               if key in body}
        self.people.setdefault(body["person"], {**row, "status": "active"})

    def fold_person_changed(self, entry, body):
        if (person := self.people.get(body["person"])) is not None:
            person.pop("scope", None)
            person.update({key: body[key] for key in ("duties", "scope", "status") if key in body})

    def fold_action_proposed(self, entry, body):
        row = {"by": entry["actor"], "expires": body.get("expires", entry["time"]),
               "kind": body["target_kind"], "seq": entry["seq"],
               "target": self.digest(body["target_kind"], entry.get("fund", ""),
                                     entry.get("private", []), body["target_body"])}
        self.proposals[entry["seq"]] = {**row, **({"fund": entry["fund"]} if "fund" in entry
                                                  else {})}

    def fold_action_declined(self, entry, body):
        self.proposals.pop(body["proposal"], None)

    def fold_import_recorded(self, entry, body):
        self.objects.add("import:" + body["import"])
        self.imports.setdefault(body["import"], {
            "account": body["account"], "fund": entry.get("fund"), "import": body["import"],
            "month": self.day(entry["time"])[:7]})

    def take_income(self, entry, body):
        fund = entry.get("fund")
        self.unconfirmed[entry["seq"]] = {"fund": fund, "maker": entry["actor"], "body": body}
        if "ref" in body:
            self.refs.setdefault(body["ref"], entry["seq"])
            self.rows["refs"].add((body["ref"], entry["seq"], entry["seq"]))
        fen = body["amount"]
        self.move(body["account"], self.fund_entity(fund), fen, accounts=fen, unconfirmed=fen)

    def fold_donation_received(self, entry, body):
        self.take_income(entry, body)
        key = (entry.get("fund"), int(self.day(entry["time"])[:4]))
        last, before = self.gifts.get(key, (0, None))
        self.gifts[key] = (last + 1, entry["seq"])
        if entry["seq"] - 1 != before and entry.get("fund") in self.funds:
            self.rows["numbers"].add((self.funds[entry["fund"]]["no"], key[1], last + 1,
                                      entry["seq"]))

    fold_injection_received = take_income

    def fold_transfer_received(self, entry, body):
        self.take_income(entry, body)
        if "sent" in body:
            self.objects.add(f"transfer:{body['sent']}")

    def fold_income_confirmed(self, entry, body):
        fund = entry.get("fund")
        for seq in self.confirmed(entry):
            income = self.unconfirmed.pop(seq)["body"]
            pool, fen = self.pool(fund, income["source"], income["purpose"]), income["amount"]
            self.arrive(pool, fen, seq, entry["seq"])
            entity = self.fund_entity(fund)
            self.move(None, entity, 0, pools=fen, unconfirmed=-fen)
            self.post(entity, fund, income["source"], income["book_date"],
                      self.account_use(income["account"]), "income_" + income["source"], fen)

    def arrive(self, pool, fen, income, by):
        """Fen come into a pool: a row of `income`, and one of `inflows` where a run begins."""
        start = pool.arrive(fen)
        self.incomes[income] = (pool, start, start + fen)
        self.rows["income"].add((income, pool.no, start, by))
        if self.arrived != (income - 1, pool.no, by):
            self.rows["inflows"].add((pool.no, start, income, by))
        self.arrived = (income, pool.no, by)

    def release(self, income, seq, gift):
        """The reference of an income is free for another."""
        if "ref" in income:
            self.refs.pop(income["ref"], None)
            self.rows["refs"].add((income["ref"], seq, gift))

    def took(self, pool, ranges, by):
        for start, end in ranges:
            self.rows["taken"].add((by, pool.no, start, end))
            self.rows["outflows"].add((pool.no, start, by, end))

    def fold_income_cancelled(self, entry, body):
        income = self.unconfirmed.get(body["income"])
        if income is None or income["fund"] != entry.get("fund"):
            return
        del self.unconfirmed[body["income"]]
        self.release(income["body"], entry["seq"], body["income"])
        fen = income["body"]["amount"]
        self.move(income["body"]["account"], self.fund_entity(income["fund"]), -fen,
                  accounts=-fen, unconfirmed=-fen)

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
