"""Replay of payments and transfers: docs/format.md, sections 6 (Aid) and 9."""

from aid import ORDER, Aid
from corrections import Corrections
from kinds import STAGES


class Money(Corrections, Aid):
    # Payments

    def check_payee_set(self, entry, body):
        broken = self.check_papers(entry, body)
        case = self.cases.get(body["case"])
        if case is None or case["fund"] != entry.get("fund"):
            return broken + ["case_unknown"]
        if ("account_tag" in body) != (body["method"] != "cash"):
            broken.append("field_missing")
        before = case.get("payee")
        if before and "proposal" not in body:
            broken.append("proposal_needed")
        changed = before and (before["holder"], before["type"]) != (body["holder"], body["type"])
        duties = self.books.people.get(entry["actor"], {"duties": []})["duties"]
        return broken + (["duty_missing"] if changed and "approver" not in duties else [])

    def fold_payee_set(self, entry, body):
        case = self.step(body, entry)
        if case:
            case["payee"] = {key: body[key] for key in (
                "account_tag", "holder", "method", "no_account", "type") if key in body}

    def check_batch_built(self, entry, body):
        books, lines = self.books, body["lines"]
        broken = books.check_account(body["account"], entry.get("fund"), body["source"])
        broken += ["exists_already"] if "batch:" + body["batch"] in books.objects else []
        if [line["line"] for line in lines] != list(range(1, len(lines) + 1)):
            broken.append("key_order")
        broken += [] if body["count"] == len(lines) else ["count_differs"]
        broken += [] if body["total"] == sum(line["amount"] for line in lines) else [
            "amount_differs"]
        for line in lines:
            broken += self.check_line(entry, body, line)
        return broken

    def check_line(self, entry, body, line):
        case = self.cases.get(line["case"])
        if case is None or case["fund"] != entry.get("fund"):
            return ["case_unknown"]
        award = case["awards"].get(body["source"])
        if award is None or case["stage"] not in ("approved", "urgent"):
            return ["award_missing"]
        broken = []
        if case.get("valid_until", "") < self.books.day(entry["time"]):
            broken.append("award_lapsed")
        if line["amount"] > award["amount"] - award["paid"] - award["lined"]:
            broken.append("above_award")
        payee = case.get("payee")
        if payee is None:
            broken.append("payee_missing")
        elif payee["method"] == "cash" and "no_account" not in payee and line["amount"] > \
                self.books.policy["limits"]["cash_max"]:
            broken.append("cash_above_limit")
        if self.books.subject(entry["actor"]) in case["approvers"]:
            broken.append("same_person")
        return broken

    def fold_batch_built(self, entry, body):
        self.books.objects.add("batch:" + body["batch"])
        self.batches[body["batch"]] = {
            "account": body["account"], "batch": body["batch"], "fund": entry.get("fund"),
            "builder": self.books.subject(entry["actor"]), "left": len(body["lines"]),
            "source": body["source"]}
        for line in body["lines"]:
            case = self.cases.get(line["case"])
            if case and body["source"] in case["awards"]:
                case["awards"][body["source"]]["lined"] += line["amount"]
            self.lines[body["batch"], line["line"]] = {
                **line, "batch": body["batch"], "source": body["source"], "stage": "built",
                "pieces": []}

    def check_batch_released(self, entry, body):
        batch = self.batches.get(body["batch"])
        if batch is None or batch["fund"] != entry.get("fund"):
            return ["batch_unknown"]
        broken = []
        if self.books.subject(entry["actor"]) == batch["builder"]:
            broken.append("same_person")
        lines = [line for key, line in self.lines.items() if key[0] == body["batch"]]
        if any(line["stage"] not in STAGES["line", entry["kind"]] for line in lines):
            broken.append("step_not_allowed")
        for line in lines:
            case = self.cases.get(line["case"])
            if case is None or case["stage"] not in ("approved", "urgent"):
                broken.append("award_missing")
        due = sum(line["amount"] for line in lines) + sum(
            line["amount"] for key, line in self.lines.items() if line["stage"] == "released"
            and self.batches[key[0]]["account"] == batch["account"])
        if due > self.books.accounts.get(batch["account"], {"balance": 0})["balance"]:
            broken.append("balance_negative")
        return broken

    def fold_batch_released(self, entry, body):
        batch = self.batches.get(body["batch"])
        if batch and batch["fund"] == entry.get("fund"):
            batch["released"] = True
            for key, line in self.lines.items():
                if key[0] == body["batch"] and line["stage"] == "built":
                    line["stage"] = "released"

    def line_of(self, entry, body):
        batch, line = self.batches.get(body["batch"]), self.lines.get((body["batch"],
                                                                       body["line"]))
        if batch is None or batch["fund"] != entry.get("fund") or line is None or \
                line["case"] != body["case"]:
            return None
        return line

    def check_at_line(self, entry, body):
        broken = self.check_papers(entry, body)
        if body["batch"] not in self.batches:
            return None, broken + ["batch_unknown"]
        line = self.line_of(entry, body)
        if line is None:
            return None, broken + ["line_unknown"]
        if line["stage"] not in STAGES["line", entry["kind"]]:
            return None, broken + ["step_not_allowed"]
        batch = self.batches[body["batch"]]
        if "account" in body and body["account"] != batch["account"]:
            broken.append("account_differs")
        if "book_date" in body or "value_date" in body:
            broken += self.books.check_book_date(self.books.fund_entity(batch["fund"]), body)
        return line, broken

    def check_aid_paid(self, entry, body):
        line, broken = self.check_at_line(entry, body)
        if line is None:
            return broken
        broken += [] if body["source"] == line["source"] else ["source_not_allowed"]
        broken += [] if body["amount"] == line["amount"] else ["amount_differs"]
        case = self.cases.get(body["case"])
        if case and "seen" in body and self.books.leaves[case["last"]].hex() != body["seen"]:
            broken.append("case_changed")
        if self.books.accounts.get(body["account"], {"balance": 0})["balance"] < body["amount"]:
            broken.append("balance_negative")
        return broken

    def fold_aid_paid(self, entry, body):
        line, case = self.line_of(entry, body), self.cases.get(body["case"])
        if line is None or case is None or line["stage"] != "released":
            return
        books, seq = self.books, entry["seq"]
        entity = books.fund_entity(entry.get("fund"))
        pieces, left, rest = [], body["amount"], []
        for pool, start, end, source in case["held"]:
            take = min(left, end - start) if source == body["source"] else 0
            if take:
                pieces.append((pool, start, start + take, source))
                books.took(pool, [(start, start + take)], seq)
                left -= take
            if start + take < end:
                rest.append((pool, start + take, end, source))
        case["held"] = rest
        held = body["amount"] - left
        use = books.account_use(body["account"])
        books.post(entity, entry.get("fund"), body["source"], body["book_date"],
                   "payable_returned", use, held)
        books.post(entity, entry.get("fund"), body["source"], body["book_date"],
                   "aid_" + case["cause"], use, left)
        fresh = left
        order = {kind: place for place, kind in enumerate(ORDER)}
        for promise in sorted(case["reserved"], key=lambda p: order[self.kind_of(p[0])]):
            pool, promised = promise
            if self.source_of(pool) != body["source"] or left == 0:
                continue
            fen = min(left, promised)
            ranges = pool.take(fen)
            pool.reserved -= fen
            promise[1] -= fen
            left -= fen
            books.took(pool, ranges, seq)
            pieces += [(pool, start, end, body["source"]) for start, end in ranges]
        case["reserved"] = [promise for promise in case["reserved"] if promise[1]]
        books.move(body["account"], entity, -body["amount"], accounts=-body["amount"],
                   held=-held, pools=-fresh)
        line.update(stage="paid", pieces=pieces, payment=seq)
        award = case["awards"][body["source"]]
        award["paid"] += body["amount"]
        award["lined"] -= body["amount"]
        case["unsigned"] += 1
        self.step(body, entry)

    def key_of(self, pool):
        return next(key for key, one in self.books.pools.items() if one is pool)

    def kind_of(self, pool):
        return self.key_of(pool)[2]

    def source_of(self, pool):
        return self.key_of(pool)[1]

    def check_aid_failed(self, entry, body):
        return self.check_at_line(entry, body)[1]

    def drop_line(self, body):
        del self.lines[body["batch"], body["line"]]
        batch = self.batches[body["batch"]]
        batch["left"] -= 1
        if batch["left"] == 0:
            del self.batches[body["batch"]]

    def fold_aid_failed(self, entry, body):
        line, case = self.line_of(entry, body), self.step(body, entry)
        if line is None or line["stage"] not in ("built", "released"):
            return
        if case:
            case["awards"][line["source"]]["lined"] -= line["amount"]
        self.drop_line(body)

    def check_aid_returned(self, entry, body):
        line, broken = self.check_at_line(entry, body)
        if line and body["amount"] > sum(end - start for _, start, end, _ in line["pieces"]):
            broken.append("amount_differs")
        return broken

    def fold_aid_returned(self, entry, body):
        line, case = self.line_of(entry, body), self.cases.get(body["case"])
        if line is None or case is None or line["stage"] != "paid":
            return
        books, entity = self.books, self.books.fund_entity(entry.get("fund"))
        left, back = body["amount"], []
        while left and line["pieces"]:
            pool, start, end, source = line["pieces"].pop()
            cut = max(start, end - left)
            back.insert(0, (pool, cut, end, source))
            left -= end - cut
            if cut > start:
                line["pieces"].append((pool, start, cut, source))
        fen, award = body["amount"] - left, case["awards"][line["source"]]
        award["paid"] -= fen
        use = books.account_use(body["account"])
        again = body["next"] == "resend"
        books.move(body["account"], entity, fen, accounts=fen, **{"held" if again else "pools":
                                                                  fen})
        if again:
            case["held"] += back
        else:
            award["amount"] -= fen
            for pool, start, end, _ in back:
                books.took(pool, [(start, end)], entry["seq"])
            for pool in dict.fromkeys(piece[0] for piece in back):
                books.arrive(pool, sum(e - s for p, s, e, _ in back if p is pool), entry["seq"],
                             entry["seq"])
        books.post(entity, entry.get("fund"), line["source"], body["book_date"], use,
                   "payable_returned" if again else "aid_" + case["cause"], fen)
        self.step(body, entry)
        if not line["pieces"]:
            case["unsigned"] -= 1
            self.drop_line(body)
            self.leave_if_done(case)

    def leave_if_done(self, case):
        """A case that is paid, signed for and ratified leaves State."""
        done = all(a["paid"] == a["amount"] and not a["lined"] for a in case["awards"].values())
        if done and case["stage"] == "approved" and not case["unsigned"] and not case["held"]:
            self.cases.pop(case["case"], None)

    def check_aid_delivered(self, entry, body):
        return self.check_at_line(entry, body)[1]

    def fold_aid_delivered(self, entry, body):
        line, case = self.line_of(entry, body), self.step(body, entry)
        if line is None or case is None or line["stage"] != "paid":
            return
        case["unsigned"] -= 1
        self.drop_line(body)
        self.leave_if_done(case)

    # Transfers and corrections

    def check_transfer_sent(self, entry, body):
        books, fund = self.books, entry.get("fund")
        broken = self.check_papers(entry, body)
        broken += books.check_account(body["account"], fund, body["source"])
        broken += books.check_book_date(books.fund_entity(fund), body)
        if body["to_fund"] == fund:
            broken.append("fund_forbidden")
        elif body["to_fund"] in books.funds and books.fund_entity(body["to_fund"]) != body[
                "to_entity"]:
            broken.append("entity_unknown")
        pool = books.pools.get((fund, body["source"], body["purpose"]["type"],
                                body["purpose"].get("code", "-")))
        if pool is None or pool.balance - pool.reserved < body["amount"]:
            broken.append("money_not_free")
        if books.accounts.get(body["account"], {"balance": 0})["balance"] < body["amount"]:
            broken.append("balance_negative")
        return broken

    def fold_transfer_sent(self, entry, body):
        books, fund, fen = self.books, entry.get("fund"), body["amount"]
        pool = books.pools.get((fund, body["source"], body["purpose"]["type"],
                                body["purpose"].get("code", "-")))
        if pool is None:
            return
        books.took(pool, pool.take(fen), entry["seq"])
        self.pay_out(entry, body, fund, fen, body["source"], "transfer_out")

    def pay_out(self, entry, body, fund, fen, source, debit):
        entity = self.books.fund_entity(fund)
        self.books.move(body["account"], entity, -fen, accounts=-fen, pools=-fen)
        self.books.post(entity, fund, source, body["book_date"], debit,
                        self.books.account_use(body["account"]), fen)

    def check_money_moved(self, entry, body):
        books = self.books
        broken = ["entity_unknown"] if body["entity"] not in books.entities else []
        one, two = (books.accounts.get(body[key]) for key in ("from_account", "to_account"))
        if one is None or two is None:
            return broken + ["account_unknown"]
        if {one["entity"], two["entity"]} != {body["entity"]}:
            broken.append("account_of_other_entity")
        broken += ["account_differs"] if body["from_account"] == body["to_account"] else []
        if "bound_source" in two and two["bound_source"] != one.get("bound_source"):
            broken.append("account_source_bound")
        broken += ["balance_negative"] if one["balance"] < body["amount"] else []
        broken += ["date_in_future"] if body["value_date"] > books.day(entry["time"]) else []
        return broken + books.check_book_date(body["entity"], body)

    def fold_money_moved(self, entry, body):
        books = self.books
        books.move(body["from_account"], None, -body["amount"])
        books.move(body["to_account"], None, body["amount"])
        books.post(body["entity"], None, None, body["book_date"],
                   books.account_use(body["to_account"]), books.account_use(body["from_account"]),
                   body["amount"])

    def check_period_closed(self, entry, body):
        entity = self.books.entities.get(body["entity"])
        if entity is None:
            return ["entity_unknown"]
        early = body["period"] < self.books.day(entry["time"])[:7]
        return [] if body["period"] == entity["open_from"] and early else ["period_not_next"]

    def fold_period_closed(self, entry, body):
        entity = self.books.entities.get(body["entity"])
        if entity:
            year, month = map(int, body["period"].split("-"))
            entity["open_from"] = f"{year + month // 12}-{month % 12 + 1:02d}"
