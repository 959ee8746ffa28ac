"""Replay of aid, transfers and corrections: docs/format.md, sections 6 (Aid) and 9."""

from datetime import date, timedelta

from kinds import STAGES

ORDER = ("village", "cause", "county", "none")


class Aid:
    def __init__(self, books):
        self.books = books
        self.households, self.cases, self.batches, self.lines, self.aided = {}, {}, {}, {}, {}

    # Households and requests

    def covers(self, fund, village):
        """Whether a fund's territory begins the village's code."""
        territory = self.books.funds.get(fund, {"territory": "?"})["territory"]
        while territory.endswith("00"):
            territory = territory[:-2]
        return village.startswith(territory)

    def check_household(self, entry, body):
        broken = self.books.code("villages", self.books.day(entry["time"]), body["village"])
        return broken + ([] if self.covers(entry.get("fund"), body["village"])
                         else ["outside_territory"])

    def check_household_registered(self, entry, body):
        known = body["household"] in self.households
        return (["exists_already"] if known else []) + self.check_household(entry, body)

    def check_household_changed(self, entry, body):
        known = body["household"] in self.households
        return ([] if known else ["household_unknown"]) + self.check_household(entry, body)

    def fold_household_changed(self, entry, body):
        names = ("certificates", "class", "household", "members", "village")
        self.households[body["household"]] = {key: body[key] for key in names if key in body}

    def fold_household_registered(self, entry, body):
        if body["household"] not in self.households:
            self.fold_household_changed(entry, body)

    def check_papers(self, entry, body):
        """Reasons, documents, papers and dates, whatever the kind."""
        books, today = self.books, self.books.day(entry["time"])
        asked = "reason" in body and entry["kind"] != "case.lapsed"
        broken = books.code("reasons", today, body["reason"]) if asked else []
        for doc in body.get("docs", []):
            broken += books.code("doc_types", today, doc["type"])
        for day in [body.get(key, "") for key in ("date", "event_date", "value_date")] + [
                body.get("paper", {}).get("date", "")]:
            broken += ["date_in_future"] if day > today else []
        if "paper" in body and body["paper"]["signer"] not in books.people:
            broken.append("person_unknown")
        return broken

    def doer(self, entry):
        paper = entry["body"].get("paper")
        return self.books.subject(paper["signer"] if paper else entry["actor"])

    def check_step(self, entry, body):
        """The case as it stands, and what is wrong with coming to it now."""
        case = self.cases.get(body["case"])
        broken = self.check_papers(entry, body)
        if case is None or case["fund"] != entry.get("fund"):
            return None, broken + ["case_unknown"]
        if case["stage"] not in STAGES["case", entry["kind"]]:
            return None, broken + ["step_not_allowed"]
        if "seen" in body and self.books.leaves[case["last"]].hex() != body["seen"]:
            broken.append("case_changed")
        return case, broken

    def check_case_opened(self, entry, body):
        broken = self.check_papers(entry, body)
        broken += self.books.code("causes", self.books.day(entry["time"]), body["cause"])
        broken += ["exists_already"] if "case:" + body["case"] in self.books.objects else []
        home = self.households.get(body["household"])
        if home is None:
            return broken + ["household_unknown"]
        broken += [] if self.covers(entry.get("fund"), home["village"]) else ["outside_territory"]
        if "victim" in body and body["victim"] not in [m["person"] for m in home["members"]]:
            broken.append("person_unknown")
        return broken

    def fold_case_opened(self, entry, body):
        if body["case"] in self.cases or "case:" + body["case"] in self.books.objects:
            return
        self.books.objects.add("case:" + body["case"])
        self.cases[body["case"]] = {
            "case": body["case"], "cause": body["cause"], "event_date": body["event_date"],
            "fund": entry.get("fund"), "household": body["household"], "stage": "opened",
            "requesters": {self.doer(entry)}, "approvers": set(), "last": entry["seq"],
            "opened": entry["seq"], "awards": {}, "reserved": [], "held": [], "unsigned": 0,
            **{key: body[key] for key in ("urgent", "victim") if key in body}}

    def check_case_surveyed(self, entry, body):
        case, broken = self.check_step(entry, body)
        if len({self.books.subject(person) for person in body["surveyors"]}) < 2:
            broken.append("two_surveyors")
        if any(person not in self.books.people for person in body["surveyors"]):
            broken.append("person_unknown")
        if body["means"] == "surveyed" and "income" not in body:
            broken.append("field_missing")
        if case is None:
            return broken
        certified = self.certified(case, body["date"])
        if (body["means"] == "certificate") != certified and (
                certified or body["means"] == "certificate"):
            broken.append("certificate_enough" if certified else "certificate_missing")
        if body["means"] == "pending" and not case.get("urgent"):
            broken.append("value_unknown")
        limits = self.books.policy["limits"] if self.books.policy else {}
        medical = body.get("medical")
        if case["cause"] == "illness" and limits.get("medical_remainder") and medical is None:
            broken.append("field_missing")
        if medical and medical["self"] != medical["total"] - sum(
                medical[key] for key in ("basic", "serious", "assistance", "other")):
            broken.append("amount_differs")
        return broken

    def certified(self, case, day):
        home = self.households.get(case["household"], {"class": "other"})
        return home["class"] != "other" and any(
            paper["type"] == home["class"] and paper.get("from", "") <= day <= paper.get("to", "9")
            for paper in home.get("certificates", []))

    def step(self, body, entry, stage=None):
        case = self.cases.get(body["case"])
        if case is None or case["fund"] != entry.get("fund"):
            return None
        case["last"] = entry["seq"]
        case["stage"] = stage or case["stage"]
        return case

    def fold_case_surveyed(self, entry, body):
        case = self.step(body, entry)
        if case:
            case["stage"] = "surveyed" if case["stage"] == "opened" else case["stage"]
            case["requesters"] |= {self.doer(entry), *map(self.books.subject, body["surveyors"])}
            case["found"] = {**{key: body[key] for key in ("income", "means", "members")
                                if key in body},
                             **({"self": body["medical"]["self"]} if "medical" in body else {})}

    def check_case_reviewed(self, entry, body):
        case, broken = self.check_step(entry, body)
        return broken + (["survey_missing"] if case and "found" not in case else [])

    def fold_case_reviewed(self, entry, body):
        case = self.step(body, entry)
        if case:
            case["reviewed"] = True
            case["stage"] = "reviewed" if case["stage"] == "surveyed" else case["stage"]

    def check_only_step(self, entry, body):
        return self.check_step(entry, body)[1]

    check_case_returned = check_case_rejected = check_only_step

    def fold_case_returned(self, entry, body):
        case = self.step(body, entry, "opened")
        if case:
            case.pop("reviewed", None)

    def under_way(self, case):
        return any(line["case"] == case["case"] and line["stage"] in ("built", "released")
                   for line in self.lines.values())

    def check_case_withdrawn(self, entry, body):
        case, broken = self.check_step(entry, body)
        if case and (self.under_way(case) or any(a["paid"] for a in case["awards"].values())):
            broken.append("payment_under_way")
        return broken

    def check_case_lapsed(self, entry, body):
        case, broken = self.check_step(entry, body)
        broken += [] if entry["actor"] == "system" else ["system_only"]
        if case and not case.get("valid_until", "9") < self.books.day(entry["time"]):
            broken.append("award_valid")
        return broken + (["payment_under_way"] if case and self.under_way(case) else [])

    def end(self, entry, body):
        case = self.step(body, entry)
        if case:
            self.free(case, entry)
            del self.cases[body["case"]]

    fold_case_rejected = fold_case_withdrawn = end

    def fold_case_lapsed(self, entry, body):
        self.close(self.step(body, entry), entry)

    def close(self, case, entry):
        """Nothing more is paid. It stays open while something paid waits to be signed for."""
        if case is None:
            return
        self.free(case, entry)
        for award in case["awards"].values():
            award["amount"] = award["paid"] + award["lined"]
        case.pop("valid_until", None)
        if not case["unsigned"] and case["stage"] != "urgent":
            del self.cases[case["case"]]

    def free(self, case, entry):
        """What is reserved is free again; held money enters its pools anew."""
        books = self.books
        for pool, fen in case["reserved"]:
            pool.reserved -= fen
        case["reserved"] = []
        entity, held = books.fund_entity(case["fund"]), sum(e - s for _, s, e, _ in case["held"])
        for pool, start, end, source in case["held"]:
            books.took(pool, [(start, end)], entry["seq"])
            books.post(entity, case["fund"], source, self.book_day(entry, entity),
                       "payable_returned", "aid_" + case["cause"], end - start)
        for pool in dict.fromkeys(piece[0] for piece in case["held"]):
            books.arrive(pool, sum(e - s for p, s, e, _ in case["held"] if p is pool),
                         entry["seq"], entry["seq"])
        books.move(None, entity, 0, held=-held, pools=held)
        case["held"] = []

    def book_day(self, entry, entity):
        first = self.books.entities[entity]["open_from"] + "-01" if entity else ""
        return max(self.books.day(entry["time"]), first)

    # The award

    def pools_of(self, case):
        """In the order in which money is reserved: (purpose, village first, none last)."""
        village = self.households.get(case["household"], {"village": ""})["village"]
        for kind, code in (("village", village), ("cause", case["cause"]),
                           ("county", village[:6]), ("none", None)):
            yield {"type": kind, **({"code": code} if code else {})}

    def existing(self, case, source):
        for purpose in self.pools_of(case):
            key = (case["fund"], source, purpose["type"], purpose.get("code", "-"))
            if key in self.books.pools:
                yield self.books.pools[key]

    def check_case_approved(self, entry, body):
        case, broken = self.check_step(entry, body)
        if case is None:
            return broken
        books, limits = self.books, self.books.policy["limits"]
        deciders = {books.subject(entry["actor"])}
        if body.get("proposal") in books.proposals:
            deciders.add(books.subject(books.proposals[body["proposal"]]["by"]))
        broken += ["same_person"] if deciders & case["requesters"] else []
        if books.policy["by"] == entry["actor"] and books.policy["seq"] > case["opened"]:
            broken.append("own_limit")
        if (body["basis"] == "minutes") != ("minutes_no" in body):
            broken.append("field_missing")
        if body["basis"] == "minutes" and "minutes_by" not in case:
            broken.append("minutes_missing")
        urgent = case["stage"] == "opened"
        if urgent:
            broken += [] if case.get("urgent") else ["step_not_allowed"]
            broken += ["above_urgent_limit"] if body["amount"] > limits["urgent_release_max"] \
                else []
        else:
            broken += self.check_means(case, body["amount"])
        by_minutes = body["basis"] == "minutes" and case.get("minutes_by") != books.subject(
            entry["actor"])
        if body["amount"] > limits["two_approvers_above"] and not (
                "proposal" in body or by_minutes):
            broken.append("two_approvers_needed")
        sources = body.get("sources", [])
        names = [part["source"] for part in sources]
        if names != sorted(set(names)):
            broken.append("key_order")
        if sum(part["amount"] for part in sources) != body["amount"]:
            broken.append("amount_differs")
        for part in sources:
            if sum(p.balance - p.reserved for p in self.existing(case, part["source"])) < part[
                    "amount"]:
                broken.append("money_not_free")
        today = books.day(entry["time"])
        last = (date.fromisoformat(today) + timedelta(days=limits["award_valid_days"])).isoformat()
        if not today <= body.get("valid_until", "") <= last:
            broken.append("expiry_not_allowed")
        duties = books.people.get(entry["actor"], {"duties": []})["duties"]
        if "approver" not in duties and (body["amount"] > limits["small_aid_max"]
                                         or case["stage"] != "surveyed"):
            broken.append("above_small_limit")
        return broken

    def check_means(self, case, amount):
        limits, found = self.books.policy["limits"], case.get("found")
        if found is None:
            return ["survey_missing"]
        broken = []
        if found["means"] != "certificate" and found.get("income", 0) > limits[
                "income_per_head_max"] * found["members"]:
            broken.append("income_above_line")
        if limits.get("medical_remainder") and case["cause"] == "illness":
            if amount > found.get("self", 0):
                broken.append("above_medical_remainder")
        return broken

    def fold_case_approved(self, entry, body):
        case = self.step(body, entry)
        if case is None:
            return
        case["stage"] = "urgent" if case["stage"] == "opened" else "approved"
        case["approvers"] |= {self.books.subject(entry["actor"])}
        case["valid_until"] = body.get("valid_until", "9")
        for part in body.get("sources", []):
            case["awards"][part["source"]] = {"amount": part["amount"], "lined": 0, "paid": 0}
            left = part["amount"]
            for pool in self.existing(case, part["source"]):
                fen = max(0, min(left, pool.balance - pool.reserved))
                if fen:
                    pool.reserved += fen
                    case["reserved"].append([pool, fen])
                    left -= fen
        self.aided[body["case"]] = {"amount": body["amount"]}

    def check_case_ratified(self, entry, body):
        case, broken = self.check_step(entry, body)
        if case is None:
            return broken
        if self.books.subject(entry["actor"]) in case["requesters"]:
            broken.append("same_person")
        if body["outcome"] == "not_ratified":
            return broken + ([] if "reason" in body else ["field_missing"])
        broken += [] if case.get("reviewed") else ["review_missing"]
        return broken + self.check_means(case, sum(a["amount"] for a in case["awards"].values()))

    def fold_case_ratified(self, entry, body):
        case = self.step(body, entry)
        if case is None:
            return
        if body["outcome"] == "ratified":
            case["stage"] = "approved"
            return
        case["stage"] = "recovering"
        valid = case.get("valid_until")
        self.free(case, entry)
        for award in case["awards"].values():
            award["amount"] = award["paid"] + award["lined"]
        case["valid_until"] = valid

    def check_evidence_attached(self, entry, body):
        broken = self.check_papers(entry, body)
        case = self.cases.get(body["case"])
        return broken + ([] if case and case["fund"] == entry.get("fund") else ["case_unknown"])

    def fold_evidence_attached(self, entry, body):
        case = self.step(body, entry)
        if case and any(doc["type"] == "minutes" for doc in body["docs"]):
            case["minutes_by"] = self.books.subject(entry["actor"])
