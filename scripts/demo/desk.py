"""What the people of a demo office do through the server's door, one act a call."""

import hashlib
import json
import sys

# Towns are real, villages and people made up.
TOWNS = {
    "370112001": "山大路街道", "370113001": "文昌街道", "370113101": "万德镇",
    "370124001": "榆山街道", "370124100": "东阿镇", "370126001": "许商街道",
    "370126100": "殷巷镇", "370126101": "怀仁镇",
}
VILLAGES = {
    "370126001001": "东街村", "370126001002": "西街村", "370126100003": "河东村",
    "370126101004": "南刘村", "370126101005": "北刘村", "370124001006": "前阮村",
    "370124100007": "桥口村", "370112001008": "柳埠村", "370113001009": "大崔村",
    "370113101010": "坡里村",
}
PAPERS = {"accident": ["accident_proof", "application"],
          "disaster": ["application", "disaster_proof"],
          "illness": ["application", "diagnosis", "hospital_bill"]}
RELATIONS = ("head", "spouse", "child", "child", "parent")
SURNAMES = "王李张刘陈杨赵孙周徐马朱胡郭何高林罗"
GIVEN = ("秀兰", "玉梅", "建国", "志强", "桂英", "明", "丽", "军", "春燕", "文博", "海涛", "雪",
         "德福", "小雨", "长河", "巧云", "子涵", "守田", "爱华", "立新")


def papers(name, types):
    """Made-up papers: what they are and a digest."""
    return [{"digest": hashlib.sha256(f"{name} {one}".encode()).hexdigest(),
             "pages": 1 + len(one) % 3, "type": one} for one in types]


class Desk:
    """All that the demo people write; `random` decides what it is about."""

    def __init__(self, server, random):
        self.server = server
        self.random = random
        self.clients = {}
        self.count = 0

    def client(self, person):
        if person not in self.clients:
            self.clients[person] = self.server.client(person)
        return self.clients[person]

    def ask(self, person, path, body, fund="jinan", **more):
        asked = {"body": body, **more} if fund is None else {"fund": fund, "body": body, **more}
        answer = self.client(person).post(path, asked)
        if answer.status not in (200, 201):
            sys.exit(f"{person} {path} {json.dumps(body, ensure_ascii=False)}: "
                     f"{answer.status} {answer.body.decode()}")
        return answer.json["seq"]

    def write(self, person, kind, body, **more):
        return self.ask(person, f"/v1/entries/{kind}", body, **more)

    def propose(self, person, kind, body, **more):
        return self.ask(person, f"/v1/proposals/{kind}", body, **more)

    def villages(self, since):
        rows = [{"code": code, "title": title, "type": "town"} for code, title in TOWNS.items()]
        rows += [{"code": code, "title": f"{TOWNS[code[:9]]}{title}(演示)"}
                 for code, title in VILLAGES.items()]
        rows.sort(key=lambda row: row["code"])
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        body = {"digest": hashlib.sha256(text.encode()).hexdigest(), "part": 1, "parts": 1,
                "from": str(since), "rows": rows, "table": "villages"}
        proposal = self.propose("administrator", "table.adopted", body, fund=None)
        self.write("responsible", "table.adopted", {**body, "proposal": proposal}, fund=None)

    # Income

    def imported(self, name, gifts):
        """A file of gifts: (day, fen, channel)."""
        lines = ["number,time,amount,channel"]
        for i, (day, fen, channel) in enumerate(gifts):
            clock = f"{self.random.randint(7, 22):02}:{self.random.randint(0, 59):02}:00"
            lines.append(f"{name}{i:05},{day} {clock},{fen / 100:.2f},{channel}")
        answer = self.client("cashier").post(
            "/v1/imports?fund=jinan", raw="\n".join(lines).encode(),
            headers={"Content-Type": "text/csv"})
        if answer.status not in (200, 201):
            sys.exit(f"gifts {name}: {answer.status} {answer.body.decode()}")

    def gift(self, day, fen, donor=None, account="bank1", channel="bank", purpose=None):
        """A gift that the cashier enters by hand; a named donor wants a receipt."""
        self.count += 1
        body = {"account": account, "amount": fen, "channel": channel, "source": "donation",
                "purpose": purpose or {"type": "none"}, "value_date": str(day)}
        if donor is None:
            return self.write("cashier", "donation.received", {**body, "anonymous": True})
        subject = f"id:donor.{day.year}.{self.count}"
        return self.write(
            "cashier", "donation.received", {**body, "donor": subject, "receipt_wanted": True},
            private=[{"subject": subject, "details": {"name": donor}}])

    def government(self, day, fen):
        return self.write("cashier", "injection.received", {
            "account": "treasury1", "amount": fen, "budget_level": "city",
            "budget_year": day.year, "document_no": f"JCSJ-{day:%Y-%m}",
            "purpose": {"type": "none"}, "source": "gov", "value_date": str(day)})

    def confirm(self):
        """The bookkeeper finds all that came in on the statements."""
        for body in self.client("bookkeeper").get("/v1/unconfirmed/plan?fund=jinan").json["items"]:
            self.write("bookkeeper", "income.confirmed", body)

    def confirm_one(self, seq, fen):
        self.write("bookkeeper", "income.confirmed",
                   {"amount": fen, "count": 1, "first": seq, "last": seq})

    def settle(self, day, fen):
        self.write("cashier", "money.moved", {
            "amount": fen, "entity": "jinan_charity", "from_account": "qrpos1",
            "to_account": "bank1", "type": "settlement", "value_date": str(day)}, fund=None)

    # Aid

    def household(self, name, day, certified):
        """A family of one to five, poor by certificate or not. Its id, size, class and head."""
        members = self.random.randint(1, 5)
        surname = self.random.choice(SURNAMES)
        people = [f"id:demo.{name}.{i}" for i in range(members)]
        body = {"class": "dibao" if certified else "other", "household": f"h{name}",
                "members": [{"person": one, "relation": RELATIONS[i]}
                            for i, one in enumerate(people)],
                "village": self.random.choice(sorted(VILLAGES))}
        if certified:
            body["certificates"] = [{"from": f"{day.year}-01-01", "to": f"{day.year + 1}-12-31",
                                     "type": body["class"]}]
        details = [{"subject": one, "details": {
            "name": (self.random.choice(SURNAMES) if RELATIONS[i] == "spouse" else surname)
            + self.random.choice(GIVEN)}} for i, one in enumerate(people)]
        details[0]["details"]["phone"] = f"1380000{self.random.randint(0, 9999):04}"
        self.write("caseworker", "household.registered", body, private=details)
        return {"id": f"h{name}", "size": members, "class": body["class"], "head": people[0]}

    def request(self, day, fen, cause=None, home=None, certified=None, **more):
        """A case, asked for; of a new household where none is given."""
        self.count += 1
        name = f"{day:%y%m}.{self.count:03}"
        if certified is None:
            certified = self.random.random() < 0.3
        home = home or self.household(name, day, certified)
        cause = cause or self.random.choice(("illness", "illness", "accident", "disaster"))
        self.write("caseworker", "case.opened", {
            "amount_asked": fen, "by": self.random.choice(("workgroup", "household", "village")),
            "case": f"c{name}", "cause": cause, "docs": papers(name, PAPERS[cause]),
            "event_date": str(day), "household": home["id"], **more})
        return {"id": f"c{name}", "name": name, "fen": fen, "cause": cause, "day": day,
                "home": home}

    def survey(self, case, per_head=None):
        """Two visit the family; a certificate takes the place of its income."""
        home = case["home"]
        body = {"case": case["id"], "date": str(case["day"]), "members": home["size"], "round": 1,
                "docs": papers(case["name"], ["survey_form"]), "means": "certificate",
                "surveyors": ["caseworker", "reviewer"]}
        if home["class"] == "other":
            per_head = per_head or self.random.randint(12, 38) * 10000
            body |= {"income": per_head * home["size"], "means": "surveyed"}
        if case["cause"] == "illness":
            rest = case["fen"] + self.random.randint(1, 40) * 10000
            basic, serious = (self.random.randint(8, 60) * 100000 for _ in range(2))
            body["medical"] = {"assistance": 500000, "basic": basic, "other": 0, "self": rest,
                               "serious": serious, "total": 500000 + basic + serious + rest}
        self.write("caseworker", "case.surveyed", body)

    def review(self, case, fen=None):
        self.write("reviewer", "case.reviewed",
                   {"amount": fen or case["fen"], "case": case["id"]})

    def approve(self, case, fen=None):
        self.write("approver", "case.approved",
                   {"amount": fen or case["fen"], "basis": "person", "case": case["id"]})

    def payee(self, case, account=None):
        self.write("caseworker", "payee.set", {
            "account_tag": f"account:demo.{account or case['name']}", "case": case["id"],
            "holder": case["home"]["head"], "method": "bank", "relation": "self",
            "type": "person"})

    def granted(self, day, fen, approved=None, **more):
        """A case taken from the request to the account it will be paid to."""
        case = self.request(day, fen, **more)
        self.survey(case)
        self.review(case)
        self.approve(case, approved)
        self.payee(case)
        return case

    # Payment

    def built(self, cases):
        """Their batches, one for each source of the money granted."""
        lines = {"donation": [], "gov": []}
        for case in cases:
            standing = self.client("cashier").get(f"/v1/cases/{case['id']}").json["standing"]
            for award in standing["case"]["awards"]:
                lines[award["source"]].append((case, award["amount"]))
        batches = []
        for source, account in (("donation", "bank1"), ("gov", "treasury1")):
            if not lines[source]:
                continue
            self.count += 1
            batch = f"b{cases[0]['name'][:4]}.{self.count:03}"
            self.write("cashier", "batch.built", {
                "account": account, "batch": batch, "count": len(lines[source]),
                "source": source, "total": sum(fen for _, fen in lines[source]),
                "lines": [{"amount": fen, "case": case["id"], "line": i + 1}
                          for i, (case, fen) in enumerate(lines[source])]})
            batches.append({"id": batch, "account": account, "source": source,
                            "lines": lines[source]})
        return batches

    def release(self, batches):
        for batch in batches:
            self.write("bookkeeper", "batch.released", {"batch": batch["id"]})

    def paid(self, batch, i, day):
        case, fen = batch["lines"][i]
        self.write("cashier", "aid.paid", {
            "account": batch["account"], "amount": fen, "batch": batch["id"], "case": case["id"],
            "line": i + 1, "source": batch["source"], "value_date": str(day)})

    def failed(self, batch, i, reason):
        self.write("cashier", "aid.failed", {"batch": batch["id"], "line": i + 1,
                                             "case": batch["lines"][i][0]["id"], "reason": reason})

    def delivered(self, batch, i, day):
        self.write("caseworker", "aid.delivered", {
            "batch": batch["id"], "case": batch["lines"][i][0]["id"], "date": str(day),
            "line": i + 1, "receiver_relation": "self", "signed": "sign"})
