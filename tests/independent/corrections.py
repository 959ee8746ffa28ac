"""Replay of corrections: docs/format.md, sections 6 and 9."""


class Corrections:
    """Of a confirmed income: reversed, refunded, or given another purpose."""

    def income_of(self, entry, seq):
        """A confirmed income of this fund: its body and place, or nothing."""
        books = self.books
        if seq not in books.incomes or seq >= len(books.entries):
            return None
        income = books.entries[seq]
        if income.get("fund") != entry.get("fund") or not income["kind"].endswith(".received"):
            return None
        return income["body"], books.incomes[seq]

    def check_correction(self, entry, body, seq, fen, account):
        books = self.books
        broken = self.check_papers(entry, body)
        income = self.income_of(entry, seq)
        if income is None:
            return broken + ["income_not_confirmed"]
        if books.against[seq] + fen > income[0]["amount"]:
            broken.append("corrected_already")
        pool = income[1][0]
        broken += ["money_not_free"] if pool.balance - pool.reserved < fen else []
        if account and books.accounts.get(account, {"balance": 0})["balance"] < fen:
            broken.append("balance_negative")
        return broken

    def check_entry_reversed(self, entry, body):
        income = self.income_of(entry, body["entry"])
        broken = self.check_correction(entry, body, body["entry"],
                                       income[0]["amount"] if income else 0,
                                       income[0]["account"] if income else None)
        if income:
            pool, start, end = income[1]
            if sum(min(b, end) - max(a, start) for a, b in pool.free
                   if max(a, start) < min(b, end)) < end - start:
                broken.append("money_spent")
        return broken

    def fold_entry_reversed(self, entry, body):
        income = self.income_of(entry, body["entry"])
        if income is None:
            return
        given, (pool, start, end) = income
        self.books.took(pool, pool.take(given["amount"], start, end, True), entry["seq"])
        self.against(entry, body["entry"], given["amount"])
        self.pay_out(entry, {**body, "account": given["account"]}, entry["fund"],
                     given["amount"], given["source"], "income_" + given["source"])
        self.books.release(given, entry["seq"], body["entry"])

    def against(self, entry, seq, fen):
        self.books.against[seq] += fen
        self.books.rows["against"].add((seq, entry["seq"], fen))

    def check_donation_refunded(self, entry, body):
        broken = self.check_correction(entry, body, body["donation"], body["amount"],
                                       body["account"])
        income = self.income_of(entry, body["donation"])
        if income:
            broken += self.books.check_account(body["account"], entry.get("fund"),
                                               income[0]["source"])
        return broken + self.books.check_book_date(self.books.fund_entity(entry.get("fund")), body)

    def fold_donation_refunded(self, entry, body):
        income = self.income_of(entry, body["donation"])
        if income is None:
            return
        given, (pool, start, end) = income
        own = pool.take(body["amount"], start, end, True)
        left = body["amount"] - sum(e - s for s, e in own)
        self.books.took(pool, own + pool.take(left), entry["seq"])
        self.against(entry, body["donation"], body["amount"])
        self.pay_out(entry, body, entry["fund"], body["amount"], given["source"],
                     "income_" + given["source"])

    def check_purpose_changed(self, entry, body):
        broken = self.check_correction(entry, body, body["income"], body["amount"], None)
        broken += self.books.check_purpose(body["purpose"], self.books.day(entry["time"]))
        income = self.income_of(entry, body["income"])
        same = income and income[0]["purpose"] == body["purpose"]
        return broken + (["purpose_same"] if same else [])

    def fold_purpose_changed(self, entry, body):
        income = self.income_of(entry, body["income"])
        if income is None:
            return
        given, (pool, start, end) = income
        taken = pool.take(body["amount"], start, end, True)
        self.books.took(pool, taken, entry["seq"])
        self.against(entry, body["income"], body["amount"])
        target = self.books.pool(entry["fund"], given["source"], body["purpose"])
        self.books.arrive(target, sum(e - s for s, e in taken), entry["seq"], entry["seq"])
