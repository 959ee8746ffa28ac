"""Replay of what the office is made of: entities, funds, accounts, people, tables, the policy and
proposals (docs/format.md, sections 4, 5 and 10)."""

from datetime import datetime, timedelta

from form import TABLE_KEY, canonical, sha256
from kinds import NOT_PROPOSED, SECOND


def conflict(duties):
    """Duties that may not be joined in one person."""
    alone = {"administrator", "auditor"}
    return (len(set(duties)) > 1 and bool(set(duties) & alone)) or {"cashier", "bookkeeper"} <= set(
        duties)


class Office:
    """Rules and effects of the kinds that the administrator and the second person write."""

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
