"""Replay of money that comes in, until it is confirmed: docs/format.md, sections 6 and 8."""

from kinds import PURPOSE_TABLE


class Income:
    """Rules and effects of imports, gifts, injections, and their confirmation."""

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
